/* SPDX-License-Identifier: Apache-2.0
 *
 * A stand-in for the ovpn-dco-win kernel driver, for tests under Wine: a device with overlapped
 * requests whose every ioctl and write goes as a frame over TCP to a process that behaves like the
 * driver (dev.culvert.farside), and whose reads that process fills or fails.  Built with mingw-w64;
 * it imports ws2_32, which only Wine lets a driver do.
 */
#include <ntddk.h>
#include "frames.h"
#include "backend.h"

#ifndef ARRAYSIZE
#define ARRAYSIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif

enum { KIND_CLIENT, KIND_FDO };

typedef struct {
    int kind;
    PDEVICE_OBJECT lower, pdo;
    UNICODE_STRING ifname;
} DEVEXT;

typedef struct {
    LIST_ENTRY e;
    ULONG len;
    UCHAR data[1];
} PKT;

static struct {
    KSPIN_LOCK lock;
    LIST_ENTRY reads;     /* client ReadFile IRPs without data */
    LIST_ENTRY rx;        /* PKTs without a reader */
    LIST_ENTRY fwd;       /* forwarded IRPs that wait for a reply */
    ULONG next_id, rxcount;
    LONG client_open;
    int relay;            /* connected */
    USHORT relay_port;
} g;

static PDEVICE_OBJECT client_dev;

static NTSTATUS done(PIRP irp, NTSTATUS status, ULONG_PTR info)
{
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = info;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
}

static PKT *pkt_new(const void *hdr, ULONG hlen, const void *data, ULONG len)
{
    PKT *p = ExAllocatePoolWithTag(NonPagedPool, sizeof(*p) + hlen + len, 0x6463736d);
    if (!p) return NULL;
    p->len = hlen + len;
    if (hlen) RtlCopyMemory(p->data, hdr, hlen);
    if (len) RtlCopyMemory(p->data + hlen, data, len);
    return p;
}

/* ---- services for the back ends ---------------------------------------------------- */

static FAST_MUTEX send_mutex;
void *sim_alloc(unsigned n) { return ExAllocatePoolWithTag(NonPagedPool, n, 0x6463736d); }
void  sim_free(void *p) { ExFreePool(p); }
void  sim_lock(void) { ExAcquireFastMutex(&send_mutex); }
void  sim_unlock(void) { ExReleaseFastMutex(&send_mutex); }
struct start { void (*fn)(void *); void *arg; };
static VOID NTAPI thread_main(PVOID p)
{
    struct start st = *(struct start *)p;
    sim_free(p);
    st.fn(st.arg);
    PsTerminateSystemThread(STATUS_SUCCESS);
}
int sim_thread(void (*fn)(void *), void *arg)
{
    HANDLE h;
    struct start *st = sim_alloc(sizeof(*st));
    if (!st) return -1;
    st->fn = fn; st->arg = arg;
    if (PsCreateSystemThread(&h, THREAD_ALL_ACCESS, NULL, NULL, NULL, thread_main, st)) { sim_free(st); return -1; }
    ZwClose(h);
    return 0;
}

/* ---- cancellable IRP lists ------------------------------------------------------- */

static VOID NTAPI on_cancel(PDEVICE_OBJECT dev, PIRP irp)
{
    KIRQL irql;

    (void)dev;
    IoReleaseCancelSpinLock(irp->CancelIrql);
    KeAcquireSpinLock(&g.lock, &irql);
    RemoveEntryList(&irp->Tail.Overlay.ListEntry);
    KeReleaseSpinLock(&g.lock, irql);
    done(irp, STATUS_CANCELLED, 0);
}

/* lock held; returns FALSE if the IRP was cancelled already (caller completes it) */
static BOOLEAN park(LIST_ENTRY *list, PIRP irp)
{
    IoSetCancelRoutine(irp, on_cancel);
    if (irp->Cancel && IoSetCancelRoutine(irp, NULL)) return FALSE;
    IoMarkIrpPending(irp);
    InsertTailList(list, &irp->Tail.Overlay.ListEntry);
    return TRUE;
}

/* lock held; first IRP (with id, if not 0) that is not just being cancelled */
static PIRP unpark(LIST_ENTRY *list, ULONG id)
{
    LIST_ENTRY *e;
    for (e = list->Flink; e != list; e = e->Flink) {
        PIRP irp = CONTAINING_RECORD(e, IRP, Tail.Overlay.ListEntry);
        if (id && (ULONG)(ULONG_PTR)irp->Tail.Overlay.DriverContext[0] != id) continue;
        if (!IoSetCancelRoutine(irp, NULL)) continue;
        RemoveEntryList(e);
        return irp;
    }
    return NULL;
}

static void flush(LIST_ENTRY *list, NTSTATUS status)
{
    for (;;) {
        KIRQL irql;
        PIRP irp;
        KeAcquireSpinLock(&g.lock, &irql);
        irp = unpark(list, 0);
        KeReleaseSpinLock(&g.lock, irql);
        if (!irp) return;
        done(irp, status, 0);
    }
}

static void drop_packets(LIST_ENTRY *list)
{
    KIRQL irql;
    KeAcquireSpinLock(&g.lock, &irql);
    while (!IsListEmpty(list)) ExFreePool(CONTAINING_RECORD(RemoveHeadList(list), PKT, e));
    if (list == &g.rx) g.rxcount = 0;
    KeReleaseSpinLock(&g.lock, irql);
}

/* ---- packets towards the client --------------------------------------------------- */

static NTSTATUS fill(PIRP irp, const void *data, ULONG len, ULONG_PTR *info)
{
    ULONG room = IoGetCurrentIrpStackLocation(irp)->Parameters.Read.Length;
    *info = 0;
    if (len > room) return STATUS_BUFFER_TOO_SMALL;
    RtlCopyMemory(irp->AssociatedIrp.SystemBuffer, data, len);
    *info = len;
    return STATUS_SUCCESS;
}

static void push_to_client(const void *data, ULONG len)
{
    KIRQL irql;
    PIRP irp;
    KeAcquireSpinLock(&g.lock, &irql);
    irp = unpark(&g.reads, 0);
    if (!irp && g.rxcount < 1024) {
        PKT *p = pkt_new(NULL, 0, data, len);
        if (p) { InsertTailList(&g.rx, &p->e); g.rxcount++; }
    }
    KeReleaseSpinLock(&g.lock, irql);
    if (irp) {
        ULONG_PTR info;
        NTSTATUS s = fill(irp, data, len, &info);
        done(irp, s, info);
    }
}

/* ---- messages towards whoever serves us ------------------------------------------- */

static void to_server(ULONG type, ULONG id, ULONG code, ULONG outmax, const void *data, ULONG len)
{
    struct frame m = { type, id, code, 0, outmax, len };
    if (g.relay) relay_send2(&m, sizeof(m), data, len);
}

/* A packet-less end for the oldest pending read; the peer is told when there is none. */
static void fail_read(NTSTATUS status)
{
    KIRQL irql;
    PIRP irp;
    KeAcquireSpinLock(&g.lock, &irql);
    irp = unpark(&g.reads, 0);
    KeReleaseSpinLock(&g.lock, irql);
    if (irp) done(irp, status, 0);
    else to_server(MSG_NO_READ, 0, 0, 0, NULL, 0);
}

static void from_server(const struct frame *m, const void *data)
{
    if (m->type == MSG_PUSH) {
        push_to_client(data, m->len);
    } else if (m->type == MSG_FAIL_READ) {
        fail_read(m->status);
    } else if (m->type == MSG_FLUSH) {
        drop_packets(&g.rx);
        flush(&g.reads, STATUS_CANCELLED);
    } else if (m->type == MSG_REPLY) {
        KIRQL irql;
        PIRP irp;
        KeAcquireSpinLock(&g.lock, &irql);
        irp = unpark(&g.fwd, m->id);
        KeReleaseSpinLock(&g.lock, irql);
        if (!irp) return; /* cancelled meanwhile */
        if (IoGetCurrentIrpStackLocation(irp)->MajorFunction == IRP_MJ_WRITE) {
            done(irp, m->status, NT_SUCCESS((NTSTATUS)m->status)
                 ? IoGetCurrentIrpStackLocation(irp)->Parameters.Write.Length : 0);
        } else {
            ULONG room = IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl.OutputBufferLength;
            ULONG n = m->len < room ? m->len : room;
            if (n) RtlCopyMemory(irp->AssociatedIrp.SystemBuffer, data, n);
            done(irp, m->status, n);
        }
    }
}

/* called on the relay's receive thread */
void relay_on_frame(const void *hdr, const void *data) { from_server(hdr, data); }
void relay_on_close(void)
{
    g.relay = 0;
    flush(&g.fwd, STATUS_DEVICE_REMOVED);
    flush(&g.reads, STATUS_DEVICE_REMOVED);
}

static NTSTATUS forward(PIRP irp, ULONG type, ULONG code, ULONG outmax, const void *data, ULONG len)
{
    KIRQL irql;
    ULONG id;
    BOOLEAN ok;
    PKT *copy;

    if (!g.relay) return done(irp, STATUS_DEVICE_REMOVED, 0);
    /* the system buffer may go away as soon as the IRP is parked */
    if (!(copy = pkt_new(NULL, 0, data, len))) return done(irp, STATUS_NO_MEMORY, 0);
    KeAcquireSpinLock(&g.lock, &irql);
    id = ++g.next_id;
    irp->Tail.Overlay.DriverContext[0] = (PVOID)(ULONG_PTR)id;
    ok = park(&g.fwd, irp);
    KeReleaseSpinLock(&g.lock, irql);
    if (ok) to_server(type, id, code, outmax, copy->data, len);
    ExFreePool(copy);
    return ok ? STATUS_PENDING : done(irp, STATUS_CANCELLED, 0);
}

/* ---- dispatch --------------------------------------------------------------------- */

/* Wine (8 and 10) lets CreateFile succeed even if the driver fails IRP_MJ_CREATE.  So an
 * accepted open is marked, and every other request on an unmarked file object is refused. */
static BOOLEAN owned(PIRP irp)
{
    PFILE_OBJECT f = IoGetCurrentIrpStackLocation(irp)->FileObject;
    return !f || f->FsContext == (PVOID)0x6463;
}
static void own(PIRP irp)
{
    PFILE_OBJECT f = IoGetCurrentIrpStackLocation(irp)->FileObject;
    if (f) f->FsContext = (PVOID)0x6463;
}

static DEVEXT *ext(PDEVICE_OBJECT dev) { return dev->DeviceExtension; }

static NTSTATUS NTAPI on_create(PDEVICE_OBJECT dev, PIRP irp)
{
    if (InterlockedCompareExchange(&g.client_open, 1, 0)) return done(irp, STATUS_ACCESS_DENIED, 0);
    g.relay = relay_connect(g.relay_port) == 0;
    if (!g.relay) { g.client_open = 0; return done(irp, STATUS_DEVICE_NOT_CONNECTED, 0); }
    own(irp);
    to_server(MSG_OPEN, 0, 0, 0, NULL, 0);
    return done(irp, STATUS_SUCCESS, 0);
}

static void client_gone(void)
{
    flush(&g.reads, STATUS_CANCELLED);
    flush(&g.fwd, STATUS_CANCELLED);
    drop_packets(&g.rx);
}

static NTSTATUS NTAPI on_cleanup(PDEVICE_OBJECT dev, PIRP irp)
{
    if (!owned(irp)) return done(irp, STATUS_SUCCESS, 0);
    client_gone();
    return done(irp, STATUS_SUCCESS, 0);
}

static NTSTATUS NTAPI on_close(PDEVICE_OBJECT dev, PIRP irp)
{
    if (!owned(irp)) return done(irp, STATUS_SUCCESS, 0);
    client_gone();
    to_server(MSG_CLOSE, 0, 0, 0, NULL, 0);
    if (g.relay) { relay_close(); g.relay = 0; }
    g.client_open = 0;
    return done(irp, STATUS_SUCCESS, 0);
}

static NTSTATUS NTAPI on_read(PDEVICE_OBJECT dev, PIRP irp)
{
    KIRQL irql;
    PKT *p = NULL;
    BOOLEAN ok = TRUE;

    BOOLEAN second;

    if (!owned(irp)) return done(irp, STATUS_ACCESS_DENIED, 0);
    if (!g.relay) return done(irp, STATUS_DEVICE_REMOVED, 0);
    KeAcquireSpinLock(&g.lock, &irql);
    second = !IsListEmpty(&g.reads);
    if (!IsListEmpty(&g.rx)) {
        p = CONTAINING_RECORD(RemoveHeadList(&g.rx), PKT, e);
        g.rxcount--;
    } else {
            ok = park(&g.reads, irp);
    }
    KeReleaseSpinLock(&g.lock, irql);
    if (second) to_server(MSG_SECOND_READ, 0, 0, 0, NULL, 0);
    if (p) {
        ULONG_PTR info;
        NTSTATUS s = fill(irp, p->data, p->len, &info);
        ExFreePool(p);
        return done(irp, s, info);
    }
    return ok ? STATUS_PENDING : done(irp, STATUS_CANCELLED, 0);
}

static NTSTATUS NTAPI on_write(PDEVICE_OBJECT dev, PIRP irp)
{
    ULONG len = IoGetCurrentIrpStackLocation(irp)->Parameters.Write.Length;
    void *buf = irp->AssociatedIrp.SystemBuffer;

    if (!owned(irp)) return done(irp, STATUS_ACCESS_DENIED, 0);
    return forward(irp, MSG_WRITE, 0, 0, buf, len);
}

static NTSTATUS NTAPI on_ioctl(PDEVICE_OBJECT dev, PIRP irp)
{
    IO_STACK_LOCATION *sp = IoGetCurrentIrpStackLocation(irp);
    ULONG code = sp->Parameters.DeviceIoControl.IoControlCode;
    ULONG in = sp->Parameters.DeviceIoControl.InputBufferLength;
    ULONG out = sp->Parameters.DeviceIoControl.OutputBufferLength;
    UCHAR *buf = irp->AssociatedIrp.SystemBuffer;

    (void)dev;
    if (!owned(irp)) return done(irp, STATUS_ACCESS_DENIED, 0);
    return forward(irp, MSG_IOCTL, code, out, buf, in);
}

/* ---- plug and play (only when bound to a device node by an INF) -------------------- */

static const GUID guid_net = /* GUID_DEVINTERFACE_NET, a documented system constant */
    { 0xcac88484, 0x7515, 0x4c03, { 0x82, 0xe6, 0x71, 0xa8, 0x7a, 0xba, 0xc3, 0x61 } };

/* Wine 8 and 10 register an interface that has a reference string but cannot enable it
 * (STATUS_OBJECT_NAME_NOT_FOUND).  Do by hand what enabling means: the symbolic link (to
 * the named client device) and the Linked value that SetupDiGetClassDevs looks at. */
static void enable_by_hand(UNICODE_STRING *ifname, BOOLEAN on)
{
    static const WCHAR classes[] = L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\DeviceClasses\\";
    static const WCHAR ctl[] = L"\\Control";
    WCHAR path[500], *p = path, *src = ifname->Buffer, *brace = NULL, *slash = NULL;
    ULONG i, n = ifname->Length / sizeof(WCHAR), value = on;
    static HANDLE dir;
    UNICODE_STRING u, target;
    OBJECT_ATTRIBUTES oa;
    HANDLE h;
    NTSTATUS s;

    for (i = 4; i < n; i++) { /* \??\root#net#0000#{guid}\reference */
        if (src[i] == '{') brace = src + i;
        if (src[i] == '\\') slash = src + i;
    }
    if (!brace || !slash || n > 200) return;
    RtlInitUnicodeString(&target, L"\\Device\\" DEVICE_NAME);
    if (on) { /* Wine passes no rest-of-path to a device, so the first part must be a directory */
        u = *ifname;
        u.Length = (USHORT)((slash - src) * sizeof(WCHAR));
        InitializeObjectAttributes(&oa, &u, OBJ_CASE_INSENSITIVE | OBJ_OPENIF, NULL, NULL);
        s = ZwCreateDirectoryObject(&dir, DIRECTORY_ALL_ACCESS, &oa);
        if (NT_SUCCESS(s)) s = IoCreateSymbolicLink(ifname, &target);
    } else {
        s = IoDeleteSymbolicLink(ifname);
        if (dir) ZwClose(dir);
        dir = NULL;
    }
    RtlCopyMemory(p, classes, sizeof(classes)); p += ARRAYSIZE(classes) - 1;
    RtlCopyMemory(p, brace, (slash - brace) * sizeof(WCHAR)); p += slash - brace;
    *p++ = '\\'; *p++ = '#'; *p++ = '#'; *p++ = '?'; *p++ = '#';
    RtlCopyMemory(p, src + 4, (slash - src - 4) * sizeof(WCHAR)); p += slash - src - 4;
    *p++ = '\\'; *p++ = '#';
    RtlCopyMemory(p, slash + 1, (src + n - slash - 1) * sizeof(WCHAR)); p += src + n - slash - 1;
    RtlCopyMemory(p, ctl, sizeof(ctl)); p += ARRAYSIZE(ctl) - 1;
    u.Buffer = path;
    u.Length = u.MaximumLength = (USHORT)((p - path) * sizeof(WCHAR));
    InitializeObjectAttributes(&oa, &u, OBJ_CASE_INSENSITIVE, NULL, NULL);
    if (!ZwCreateKey(&h, KEY_ALL_ACCESS, &oa, 0, NULL, REG_OPTION_VOLATILE, NULL)) {
        RtlInitUnicodeString(&u, L"Linked");
        ZwSetValueKey(h, &u, 0, REG_DWORD, &value, sizeof(value));
        ZwClose(h);
    }
    DbgPrint("ovpn-dco stand-in: interface with reference string by hand: link %08x\n", (unsigned)s);
}

static NTSTATUS NTAPI on_add(PDRIVER_OBJECT drv, PDEVICE_OBJECT pdo)
{
    PDEVICE_OBJECT fdo;
    UNICODE_STRING ref;
    NTSTATUS s = IoCreateDevice(drv, sizeof(DEVEXT), NULL, FILE_DEVICE_NETWORK, 0, FALSE, &fdo);
    if (!NT_SUCCESS(s)) return s;
    ext(fdo)->kind = KIND_FDO;
    ext(fdo)->pdo = pdo;
    ext(fdo)->lower = IoAttachDeviceToDeviceStack(fdo, pdo);
    RtlInitUnicodeString(&ref, DEVICE_NAME);
    s = IoRegisterDeviceInterface(pdo, &guid_net, &ref, &ext(fdo)->ifname);
    DbgPrint("ovpn-dco stand-in: AddDevice, interface status %08x\n", (unsigned)s);
    fdo->Flags |= DO_BUFFERED_IO;
    fdo->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static NTSTATUS NTAPI on_pnp(PDEVICE_OBJECT dev, PIRP irp)
{
    IO_STACK_LOCATION *sp = IoGetCurrentIrpStackLocation(irp);
    PDEVICE_OBJECT lower = ext(dev)->lower;
    NTSTATUS s;

    if (ext(dev)->kind != KIND_FDO) return done(irp, STATUS_NOT_SUPPORTED, 0);
    switch (sp->MinorFunction) {
    case IRP_MN_START_DEVICE:
        s = IoSetDeviceInterfaceState(&ext(dev)->ifname, TRUE);
        DbgPrint("ovpn-dco stand-in: enable interface %08x\n", (unsigned)s);
        if (s == STATUS_OBJECT_NAME_NOT_FOUND) enable_by_hand(&ext(dev)->ifname, TRUE);
        irp->IoStatus.Status = STATUS_SUCCESS;
        break;
    case IRP_MN_SURPRISE_REMOVAL:
    case IRP_MN_REMOVE_DEVICE:
        if (IoSetDeviceInterfaceState(&ext(dev)->ifname, FALSE)) enable_by_hand(&ext(dev)->ifname, FALSE);
        irp->IoStatus.Status = STATUS_SUCCESS;
        break;
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
    case IRP_MN_QUERY_STOP_DEVICE:
    case IRP_MN_STOP_DEVICE:
        irp->IoStatus.Status = STATUS_SUCCESS;
        break;
    }
    IoSkipCurrentIrpStackLocation(irp);
    s = IoCallDriver(lower, irp);
    if (sp->MinorFunction == IRP_MN_REMOVE_DEVICE) {
        IoDetachDevice(lower);
        RtlFreeUnicodeString(&ext(dev)->ifname);
        IoDeleteDevice(dev);
    }
    return s;
}

static VOID NTAPI on_unload(PDRIVER_OBJECT drv)
{
    UNICODE_STRING n;
    (void)drv;
    RtlInitUnicodeString(&n, L"\\DosDevices\\" DEVICE_NAME);
    IoDeleteSymbolicLink(&n);
    if (client_dev) IoDeleteDevice(client_dev);
    DbgPrint("ovpn-dco stand-in: unloaded\n");
}

static NTSTATUS make(PDRIVER_OBJECT drv, const WCHAR *dev, const WCHAR *link, int kind, PDEVICE_OBJECT *out)
{
    UNICODE_STRING d, l;
    NTSTATUS s;
    RtlInitUnicodeString(&d, dev);
    RtlInitUnicodeString(&l, link);
    s = IoCreateDevice(drv, sizeof(DEVEXT), &d, FILE_DEVICE_UNKNOWN, 0, FALSE, out);
    if (!NT_SUCCESS(s)) return s;
    RtlZeroMemory((*out)->DeviceExtension, sizeof(DEVEXT));
    ext(*out)->kind = kind;
    (*out)->Flags |= DO_BUFFERED_IO;
    (*out)->Flags &= ~DO_DEVICE_INITIALIZING;
    return IoCreateSymbolicLink(&l, &d);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT drv, PUNICODE_STRING reg)
{
    NTSTATUS s;

    KeInitializeSpinLock(&g.lock);
    ExInitializeFastMutex(&send_mutex);
    InitializeListHead(&g.reads);
    InitializeListHead(&g.rx);
    InitializeListHead(&g.fwd);
    g.relay_port = RELAY_PORT;
    (void)reg;

    drv->MajorFunction[IRP_MJ_CREATE] = on_create;
    drv->MajorFunction[IRP_MJ_CLEANUP] = on_cleanup;
    drv->MajorFunction[IRP_MJ_CLOSE] = on_close;
    drv->MajorFunction[IRP_MJ_READ] = on_read;
    drv->MajorFunction[IRP_MJ_WRITE] = on_write;
    drv->MajorFunction[IRP_MJ_DEVICE_CONTROL] = on_ioctl;
    drv->MajorFunction[IRP_MJ_PNP] = on_pnp;
    drv->DriverUnload = on_unload;
    drv->DriverExtension->AddDevice = on_add;

    s = make(drv, L"\\Device\\" DEVICE_NAME, L"\\DosDevices\\" DEVICE_NAME, KIND_CLIENT, &client_dev);
    DbgPrint("ovpn-dco stand-in: loaded, status %08x, relay port %u\n", (unsigned)s, g.relay_port);
    return s;
}
