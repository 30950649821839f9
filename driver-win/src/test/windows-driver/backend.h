// SPDX-License-Identifier: Apache-2.0
/* What the driver core needs from its socket back ends (relay.c). */
#pragma once
int  relay_connect(unsigned short port);                 /* 0 = connected; starts the receive thread */
void relay_send2(const void *a, unsigned alen, const void *b, unsigned blen);
void relay_close(void);
void relay_on_frame(const void *hdr, const void *data);  /* provided by the core */
void relay_on_close(void);
/* kernel services for back ends that cannot include the driver headers; provided by the core */
void *sim_alloc(unsigned n);
void  sim_free(void *p);
void  sim_lock(void);
void  sim_unlock(void);
int   sim_thread(void (*fn)(void *), void *arg);         /* 0 = started */
