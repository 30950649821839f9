/* SPDX-License-Identifier: Apache-2.0 */
/* Wine only: a "driver" there is a DLL inside winedevice.exe, so it may import ws2_32.  It must
 * not import kernel32 or ntdll itself: Wine would take it for an ordinary DLL and call
 * DriverEntry as a DllMain. */
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include "relay.h"

struct connection { SOCKET s; LONG number; };

static volatile SOCKET sock = INVALID_SOCKET;
static volatile LONG current; /* number of the connection in use; others end silently */
static LONG ready;

static int receive_all(SOCKET s, char *p, int n)
{
    while (n > 0) {
        int r = recv(s, p, n, 0);
        if (r <= 0) return -1;
        p += r;
        n -= r;
    }
    return 0;
}

static void receive(void *arg)
{
    struct connection c = *(struct connection *)arg;
    char *buf = kernel_alloc(FRAME_MAX);
    struct frame f;

    kernel_free(arg);
    while (buf && !receive_all(c.s, (char *)&f, sizeof(f)) && f.len <= FRAME_MAX
           && !receive_all(c.s, buf, f.len))
        relay_on_frame(&f, buf);
    if (buf) kernel_free(buf);
    if (current == c.number) relay_on_close();
}

int relay_connect(unsigned short port)
{
    struct sockaddr_in a = { 0 };
    struct connection *c;
    int one = 1;
    SOCKET s;

    if (!InterlockedExchange(&ready, 1)) {
        WSADATA w;
        WSAStartup(MAKEWORD(2, 2), &w);
    }
    s = socket(AF_INET, SOCK_STREAM, 0);
    if (s == INVALID_SOCKET) return -1;
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(s, (struct sockaddr *)&a, sizeof(a)) || !(c = kernel_alloc(sizeof(*c)))) {
        closesocket(s);
        return -1;
    }
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (char *)&one, sizeof(one));
    c->s = s;
    c->number = InterlockedIncrement(&current);
    sock = s;
    if (kernel_thread(receive, c)) {
        kernel_free(c);
        relay_close();
        return -1;
    }
    return 0;
}

void relay_send(const struct frame *f, const void *data)
{
    WSABUF w[2] = { { sizeof(*f), (char *)f }, { f->len, (char *)data } };
    DWORD sent;

    kernel_lock();
    WSASend(sock, w, f->len ? 2 : 1, &sent, 0, NULL, NULL);
    kernel_unlock();
}

void relay_close(void)
{
    SOCKET s = sock;

    InterlockedIncrement(&current);
    sock = INVALID_SOCKET;
    if (s != INVALID_SOCKET) {
        shutdown(s, SD_BOTH);
        closesocket(s);
    }
}
