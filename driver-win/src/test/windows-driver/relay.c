// SPDX-License-Identifier: Apache-2.0
/* Wine only: the "driver" is a DLL inside winedevice.exe, so it may import ws2_32.
 * It must not import kernel32 or ntdll itself: Wine then takes it for an ordinary DLL and
 * calls DriverEntry as a DllMain. */
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include "frames.h"
#include "backend.h"

static volatile SOCKET sock = INVALID_SOCKET;
static LONG inited;

static void init(void)
{
    if (!InterlockedExchange(&inited, 1)) {
        WSADATA w;
        WSAStartup(MAKEWORD(2, 2), &w);
    }
}

static int recv_all(SOCKET s, char *p, int n)
{
    while (n > 0) {
        int r = recv(s, p, n, 0);
        if (r <= 0) return -1;
        p += r; n -= r;
    }
    return 0;
}

static void rx_thread(void *arg)
{
    SOCKET s = (SOCKET)arg;
    char *buf = sim_alloc(FRAME_MAX);
    struct frame m;
    while (buf && !recv_all(s, (char *)&m, sizeof(m)) && m.len <= FRAME_MAX && !recv_all(s, buf, m.len))
        relay_on_frame(&m, buf);
    if (buf) sim_free(buf);
    if (sock == s) relay_on_close();
}

int relay_connect(unsigned short port)
{
    struct sockaddr_in a = { 0 };
    int one = 1;
    SOCKET s;
    init();
    s = socket(AF_INET, SOCK_STREAM, 0);
    if (s == INVALID_SOCKET) return -1;
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(s, (struct sockaddr *)&a, sizeof(a))) { closesocket(s); return -1; }
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (char *)&one, sizeof(one));
    sock = s;
    if (sim_thread(rx_thread, (void *)s)) { closesocket(s); return -1; }
    return 0;
}

void relay_send2(const void *a, unsigned alen, const void *b, unsigned blen)
{
    WSABUF w[2] = { { alen, (char *)a }, { blen, (char *)b } };
    DWORD sent;
    sim_lock();
    WSASend(sock, w, blen ? 2 : 1, &sent, 0, NULL, NULL);
    sim_unlock();
}

void relay_close(void)
{
    SOCKET s = sock;
    sock = INVALID_SOCKET;
    if (s != INVALID_SOCKET) { shutdown(s, SD_BOTH); closesocket(s); }
}
