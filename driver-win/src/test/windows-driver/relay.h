/* SPDX-License-Identifier: Apache-2.0 */
/* The driver's connection to its far side, and what the connection needs from the driver.
 * Driver headers and Winsock headers do not go together, so this one includes neither. */
#pragma once
#include "frames.h"

int  relay_connect(unsigned short port); /* 0 = connected; starts the receive thread */
void relay_send(const struct frame *f, const void *data);
void relay_close(void);

/* from driver.c; on the receive thread */
void relay_on_frame(const struct frame *f, const void *data);
void relay_on_close(void);               /* the far side broke the connection */

/* kernel services, from driver.c */
void *kernel_alloc(unsigned n);
void  kernel_free(void *p);
void  kernel_lock(void);
void  kernel_unlock(void);
int   kernel_thread(void (*fn)(void *), void *arg); /* 0 = started */
