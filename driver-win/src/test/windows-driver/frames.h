/* SPDX-License-Identifier: Apache-2.0 */
/* The frames between the stand-in driver and its far side, over TCP to 127.0.0.1. */
#pragma once

#ifndef DEVICE_NAME
#define DEVICE_NAME L"ovpn-dco"
#endif

enum {
    FRAME_OPEN = 1,    /* driver: a handle was opened */
    FRAME_CLOSE,       /* driver: its last copy was closed */
    FRAME_WRITE,       /* driver: WriteFile; wants a reply */
    FRAME_IOCTL,       /* driver: DeviceIoControl; wants a reply */
    FRAME_REPLY,       /* far side: completes request id with status and output */
    FRAME_PUSH,        /* far side: a packet for ReadFile; queued while none is pending */
    FRAME_FAIL_READ,   /* far side: fails the oldest pending ReadFile with status */
    FRAME_NO_READ,     /* driver: there was none; status is that of FAIL_READ */
    FRAME_FLUSH,       /* far side: ends pending reads as cancelled, drops queued packets */
    FRAME_SECOND_READ, /* driver: a ReadFile came while one was pending */
    FRAME_SHORT_READ,  /* driver: a ReadFile has room for less than 2048 bytes: outmax */
    FRAME_CANCELLED    /* driver: request id was cancelled and is complete */
};

/* Little endian; len bytes follow. */
#pragma pack(push, 1)
struct frame {
    unsigned int type;   /* FRAME_* */
    unsigned int id;     /* request number, echoed in the reply */
    unsigned int code;   /* ioctl code */
    unsigned int status; /* NTSTATUS */
    unsigned int outmax; /* room for output in the client's buffer */
    unsigned int len;
};
#pragma pack(pop)

#define FRAME_MAX 65536
