// SPDX-License-Identifier: Apache-2.0
/* Frames between the stand-in driver and the process that behaves like the driver (TCP to
 * 127.0.0.1:RELAY_PORT, one connection for each open handle).  Little endian, `len` bytes follow. */
#pragma once
enum { MSG_OPEN = 1, MSG_CLOSE, MSG_WRITE, MSG_IOCTL, /* from the driver */
       MSG_REPLY, MSG_PUSH,                           /* to it: an answer; a packet for ReadFile */
       MSG_FAIL_READ,                                 /* to it: end the pending read with `status` */
       MSG_NO_READ,                                   /* from it: there was none */
       MSG_FLUSH,                                     /* to it: cancel reads, drop packets */
       MSG_SECOND_READ };                             /* from it: a read came while one was pending */

#pragma pack(push, 1)
struct frame {
    unsigned int type;    /* MSG_* */
    unsigned int id;      /* request number, echoed in the reply */
    unsigned int code;    /* ioctl code */
    unsigned int status;  /* NTSTATUS, in replies */
    unsigned int outmax;  /* room for output in the client's buffer */
    unsigned int len;     /* payload bytes that follow */
};
#pragma pack(pop)

#define FRAME_MAX 65536
