/* SPDX-License-Identifier: Apache-2.0 */
/* A stand-in for the kernel driver ovpn-dco-win, for tests under Wine.
 *
 * It has the device, the device interface and the rules of ReadFile; everything that the real
 * driver decides it asks its far side, a program on the host that listens on the TCP port in
 * the service's value Parameters\RelayPort (read at each open): one frame for each ioctl and
 * WriteFile there, replies and packets back (frames.h).
 *
 * Built twice: as ovpn-dco (exclusive, bound to a device node by ovpn-dco.inf) and with
 * -DDEVICE_SHARED as ovpn-dco-ver, a plain service whose device any number of handles share. */
#include <ntddk.h>
#include "relay.h"

#ifndef ARRAYSIZE
#define ARRAYSIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif
#ifndef STATUS_DEVICE_REMOVED
#define STATUS_DEVICE_REMOVED ((NTSTATUS)0xC00002B6)
#endif
#ifdef DEVICE_SHARED
enum { MOST_OPENS = 1000 };
#else
enum { MOST_OPENS = 1 };
#endif

enum { POOL_TAG = 0x6f63646f, QUEUE_MAX = 1024, READ_MIN = 2048 };
#define OPEN_OK     ((PVOID)1) /* FsContext of an accepted open */
#define OPEN_ALONE  ((PVOID)2) /* of one whose far side was not there */

typedef struct {
    int is_fdo;
    PDEVICE_OBJECT lower;
    UNICODE_STRING ifname;
} DEVEXT;

typedef struct {
    LIST_ENTRY e;
    ULONG len;
    UCHAR data[1];
} PACKET;

static struct {
    KSPIN_LOCK lock;
    LIST_ENTRY reads;   /* ReadFile IRPs without a packet */
    LIST_ENTRY packets; /* packets without a reader */
    LIST_ENTRY asked;   /* IRPs that wait for the far side's reply */
    ULONG next_id, queued;
    LONG opens;
    BOOLEAN connected, cut;
} g;

static PDEVICE_OBJECT device;
static WCHAR parameters[300]; /* registry path */

static NTSTATUS done(PIRP irp, NTSTATUS status, ULONG_PTR info)
{
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = info;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
}

/* ---- services for relay.c ------------------------------------------------------------- */

static FAST_MUTEX send_mutex;
struct start { void (*fn)(void *); void *arg; };

void *kernel_alloc(unsigned n) { return ExAllocatePoolWithTag(NonPagedPool, n, POOL_TAG); }
void kernel_free(void *p) { ExFreePool(p); }
void kernel_lock(void) { ExAcquireFastMutex(&send_mutex); }
void kernel_unlock(void) { ExReleaseFastMutex(&send_mutex); }

static VOID NTAPI thread_main(PVOID p)
{
    struct start st = *(struct start *)p;
    kernel_free(p);
    st.fn(st.arg);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

int kernel_thread(void (*fn)(void *), void *arg)
{
    HANDLE h;
    struct start *st = kernel_alloc(sizeof(*st));
    if (!st) return -1;
    st->fn = fn;
    st->arg = arg;
    if (PsCreateSystemThread(&h, THREAD_ALL_ACCESS, NULL, NULL, NULL, thread_main, st)) {
        kernel_free(st);
        return -1;
    }
    ZwClose(h);
    return 0;
}

static void tell(ULONG type, ULONG id, ULONG status, ULONG outmax)
{
    struct frame f = { type, id, 0, status, outmax, 0 };
    relay_send(&f, NULL);
}

/* ---- cancellable IRP lists ------------------------------------------------------------ */

static ULONG irp_id(PIRP irp) { return (ULONG)(ULONG_PTR)irp->Tail.Overlay.DriverContext[0]; }

static VOID NTAPI on_cancel(PDEVICE_OBJECT dev, PIRP irp)
{
    KIRQL irql;
    ULONG id = irp_id(irp);
    BOOLEAN connected;

    (void)dev;
    IoReleaseCancelSpinLock(irp->CancelIrql);
    KeAcquireSpinLock(&g.lock, &irql);
    RemoveEntryList(&irp->Tail.Overlay.ListEntry);
    connected = g.connected;
    KeReleaseSpinLock(&g.lock, irql);
    if (id && connected) tell(FRAME_CANCELLED, id, 0, 0);
    done(irp, STATUS_CANCELLED, 0);
}

/* lock held; id 0 for reads; FALSE if the IRP was cancelled already (caller completes it) */
static BOOLEAN park(LIST_ENTRY *list, PIRP irp, ULONG id)
{
    irp->Tail.Overlay.DriverContext[0] = (PVOID)(ULONG_PTR)id;
    IoSetCancelRoutine(irp, on_cancel);
    if (irp->Cancel && IoSetCancelRoutine(irp, NULL)) return FALSE;
    IoMarkIrpPending(irp);
    InsertTailList(list, &irp->Tail.Overlay.ListEntry);
    return TRUE;
}

/* lock held; the oldest IRP (with that id, if not 0; of that file, if not NULL) that is not
 * just being cancelled */
static PIRP unpark(LIST_ENTRY *list, ULONG id, PFILE_OBJECT file)
{
    LIST_ENTRY *e;
    for (e = list->Flink; e != list; e = e->Flink) {
        PIRP irp = CONTAINING_RECORD(e, IRP, Tail.Overlay.ListEntry);
        if (id && irp_id(irp) != id) continue;
        if (file && IoGetCurrentIrpStackLocation(irp)->FileObject != file) continue;
        if (!IoSetCancelRoutine(irp, NULL)) continue;
        RemoveEntryList(e);
        return irp;
    }
    return NULL;
}

static void end_all(LIST_ENTRY *list, PFILE_OBJECT file, NTSTATUS status)
{
    for (;;) {
        KIRQL irql;
        PIRP irp;
        KeAcquireSpinLock(&g.lock, &irql);
        irp = unpark(list, 0, file);
        KeReleaseSpinLock(&g.lock, irql);
        if (!irp) return;
        done(irp, status, 0);
    }
}

static void drop_packets(void)
{
    KIRQL irql;
    KeAcquireSpinLock(&g.lock, &irql);
    while (!IsListEmpty(&g.packets))
        ExFreePool(CONTAINING_RECORD(RemoveHeadList(&g.packets), PACKET, e));
    g.queued = 0;
    KeReleaseSpinLock(&g.lock, irql);
}

/* ---- what the far side says ----------------------------------------------------------- */

static NTSTATUS give(PIRP irp, const void *data, ULONG len)
{
    ULONG room = IoGetCurrentIrpStackLocation(irp)->Parameters.Read.Length;
    if (len > room) return done(irp, STATUS_BUFFER_TOO_SMALL, 0);
    RtlCopyMemory(irp->AssociatedIrp.SystemBuffer, data, len);
    return done(irp, STATUS_SUCCESS, len);
}

static void push(const void *data, ULONG len)
{
    KIRQL irql;
    PIRP irp;

    KeAcquireSpinLock(&g.lock, &irql);
    irp = unpark(&g.reads, 0, NULL);
    if (!irp && g.queued < QUEUE_MAX) {
        PACKET *p = kernel_alloc(sizeof(*p) + len);
        if (p) {
            p->len = len;
            RtlCopyMemory(p->data, data, len);
            InsertTailList(&g.packets, &p->e);
            g.queued++;
        }
    }
    KeReleaseSpinLock(&g.lock, irql);
    if (irp) give(irp, data, len);
}

static void fail_read(NTSTATUS status)
{
    KIRQL irql;
    PIRP irp;

    KeAcquireSpinLock(&g.lock, &irql);
    irp = unpark(&g.reads, 0, NULL);
    KeReleaseSpinLock(&g.lock, irql);
    if (irp) done(irp, status, 0);
    else tell(FRAME_NO_READ, 0, status, 0);
}

static void reply(const struct frame *f, const void *data)
{
    KIRQL irql;
    PIRP irp;
    IO_STACK_LOCATION *sp;

    KeAcquireSpinLock(&g.lock, &irql);
    irp = unpark(&g.asked, f->id, NULL);
    KeReleaseSpinLock(&g.lock, irql);
    if (!irp) return; /* cancelled meanwhile */
    sp = IoGetCurrentIrpStackLocation(irp);
    if (sp->MajorFunction == IRP_MJ_WRITE) {
        done(irp, f->status, NT_SUCCESS((NTSTATUS)f->status) ? sp->Parameters.Write.Length : 0);
    } else {
        ULONG room = sp->Parameters.DeviceIoControl.OutputBufferLength;
        ULONG n = f->len < room ? f->len : room;
        if (n) RtlCopyMemory(irp->AssociatedIrp.SystemBuffer, data, n);
        done(irp, f->status, n);
    }
}

void relay_on_frame(const struct frame *f, const void *data)
{
    switch (f->type) {
    case FRAME_REPLY: reply(f, data); break;
    case FRAME_PUSH: push(data, f->len); break;
    case FRAME_FAIL_READ: fail_read(f->status); break;
    case FRAME_FLUSH:
        end_all(&g.reads, NULL, STATUS_CANCELLED);
        drop_packets();
        break;
    }
}

/* For whoever has it open: what is under way ends, and nothing more is taken. */
static void device_gone(void)
{
    KIRQL irql;

    KeAcquireSpinLock(&g.lock, &irql);
    g.connected = FALSE;
    g.cut = TRUE;
    KeReleaseSpinLock(&g.lock, irql);
    end_all(&g.asked, NULL, STATUS_DEVICE_REMOVED);
    end_all(&g.reads, NULL, STATUS_DEVICE_REMOVED);
    drop_packets();
}

/* The far side has cut the connection. */
void relay_on_close(void) { device_gone(); }

static NTSTATUS ask(PIRP irp, ULONG type, ULONG code, ULONG outmax, const void *data, ULONG len)
{
    struct frame f = { type, 0, code, 0, outmax, len };
    KIRQL irql;
    BOOLEAN gone, ok = FALSE;
    void *copy = kernel_alloc(len ? len : 1);

    if (!copy) return done(irp, STATUS_NO_MEMORY, 0);
    RtlCopyMemory(copy, data, len); /* the system buffer may go as soon as the IRP is parked */
    KeAcquireSpinLock(&g.lock, &irql);
    gone = g.cut;
    f.id = ++g.next_id;
    if (!gone) ok = park(&g.asked, irp, f.id);
    KeReleaseSpinLock(&g.lock, irql);
    if (ok) relay_send(&f, copy);
    ExFreePool(copy);
    if (ok) return STATUS_PENDING;
    return done(irp, gone ? STATUS_DEVICE_REMOVED : STATUS_CANCELLED, 0);
}

/* ---- dispatch ------------------------------------------------------------------------- */

static ULONG relay_port(void)
{
    UCHAR buf[64];
    KEY_VALUE_PARTIAL_INFORMATION *v = (void *)buf;
    UNICODE_STRING path, name;
    OBJECT_ATTRIBUTES oa;
    HANDLE h;
    ULONG got, port = 0;

    RtlInitUnicodeString(&path, parameters);
    RtlInitUnicodeString(&name, L"RelayPort");
    InitializeObjectAttributes(&oa, &path, OBJ_CASE_INSENSITIVE, NULL, NULL);
    if (ZwOpenKey(&h, KEY_READ, &oa)) return 0;
    if (!ZwQueryValueKey(h, &name, KeyValuePartialInformation, v, sizeof(buf), &got)
        && v->Type == REG_DWORD)
        port = *(ULONG *)v->Data;
    ZwClose(h);
    return port;
}

/* Wine (8 and 10) lets CreateFile succeed even if the driver fails IRP_MJ_CREATE.  So an open
 * is marked, and every request on a refused one fails as the open should have. */
static NTSTATUS opened(PIRP irp)
{
    PFILE_OBJECT f = IoGetCurrentIrpStackLocation(irp)->FileObject;
    if (f && f->FsContext == OPEN_ALONE) return STATUS_DEVICE_NOT_CONNECTED;
    return !f || f->FsContext == OPEN_OK ? STATUS_SUCCESS : STATUS_ACCESS_DENIED;
}

static void mark(PIRP irp, PVOID how)
{
    PFILE_OBJECT f = IoGetCurrentIrpStackLocation(irp)->FileObject;
    if (f) f->FsContext = how;
}

static DEVEXT *ext(PDEVICE_OBJECT dev) { return dev->DeviceExtension; }

static NTSTATUS NTAPI on_create(PDEVICE_OBJECT dev, PIRP irp)
{
    (void)dev;
    if (InterlockedIncrement(&g.opens) > MOST_OPENS) {
        InterlockedDecrement(&g.opens);
        return done(irp, STATUS_ACCESS_DENIED, 0);
    }
    if (g.opens == 1) {
        g.cut = FALSE;
        g.connected = TRUE;
        if (relay_connect((USHORT)relay_port())) {
            g.connected = FALSE;
            InterlockedDecrement(&g.opens);
            mark(irp, OPEN_ALONE);
            return done(irp, STATUS_DEVICE_NOT_CONNECTED, 0);
        }
    }
    mark(irp, OPEN_OK);
    tell(FRAME_OPEN, 0, 0, 0);
    return done(irp, STATUS_SUCCESS, 0);
}

static void file_gone(PIRP irp)
{
    PFILE_OBJECT f = IoGetCurrentIrpStackLocation(irp)->FileObject;
    end_all(&g.reads, f, STATUS_CANCELLED);
    end_all(&g.asked, f, STATUS_CANCELLED);
}

static NTSTATUS NTAPI on_cleanup(PDEVICE_OBJECT dev, PIRP irp)
{
    (void)dev;
    if (opened(irp) == STATUS_SUCCESS) file_gone(irp);
    return done(irp, STATUS_SUCCESS, 0);
}

static NTSTATUS NTAPI on_close(PDEVICE_OBJECT dev, PIRP irp)
{
    (void)dev;
    if (opened(irp) != STATUS_SUCCESS) return done(irp, STATUS_SUCCESS, 0);
    file_gone(irp);
    if (g.connected) tell(FRAME_CLOSE, 0, 0, 0);
    if (g.opens == 1) {
        g.connected = FALSE;
        relay_close();
        drop_packets();
    }
    InterlockedDecrement(&g.opens);
    return done(irp, STATUS_SUCCESS, 0);
}

static NTSTATUS NTAPI on_read(PDEVICE_OBJECT dev, PIRP irp)
{
    ULONG room = IoGetCurrentIrpStackLocation(irp)->Parameters.Read.Length;
    NTSTATUS s = opened(irp);
    BOOLEAN gone, second, ok = FALSE;
    PACKET *p = NULL;
    KIRQL irql;

    (void)dev;
    if (s) return done(irp, s, 0);
    if (room < READ_MIN && g.connected) tell(FRAME_SHORT_READ, 0, 0, room);
    KeAcquireSpinLock(&g.lock, &irql);
    gone = g.cut;
    second = !gone && !IsListEmpty(&g.reads);
    if (!gone && !IsListEmpty(&g.packets)) {
        p = CONTAINING_RECORD(RemoveHeadList(&g.packets), PACKET, e);
        g.queued--;
    } else if (!gone) {
        ok = park(&g.reads, irp, 0);
    }
    KeReleaseSpinLock(&g.lock, irql);
    if (second) tell(FRAME_SECOND_READ, 0, 0, 0);
    if (p) {
        s = give(irp, p->data, p->len);
        ExFreePool(p);
        return s;
    }
    if (ok) return STATUS_PENDING;
    return done(irp, gone ? STATUS_DEVICE_REMOVED : STATUS_CANCELLED, 0);
}

static NTSTATUS NTAPI on_write(PDEVICE_OBJECT dev, PIRP irp)
{
    ULONG len = IoGetCurrentIrpStackLocation(irp)->Parameters.Write.Length;
    NTSTATUS s = opened(irp);

    (void)dev;
    if (s) return done(irp, s, 0);
    return ask(irp, FRAME_WRITE, 0, 0, irp->AssociatedIrp.SystemBuffer, len);
}

static NTSTATUS NTAPI on_ioctl(PDEVICE_OBJECT dev, PIRP irp)
{
    IO_STACK_LOCATION *sp = IoGetCurrentIrpStackLocation(irp);
    NTSTATUS s = opened(irp);

    (void)dev;
    if (s) return done(irp, s, 0);
    return ask(irp, FRAME_IOCTL, sp->Parameters.DeviceIoControl.IoControlCode,
               sp->Parameters.DeviceIoControl.OutputBufferLength, irp->AssociatedIrp.SystemBuffer,
               sp->Parameters.DeviceIoControl.InputBufferLength);
}

/* ---- plug and play (only when bound to a device node by the INF) ----------------------- */

static const GUID guid_net = /* GUID_DEVINTERFACE_NET */
    { 0xcac88484, 0x7515, 0x4c03, { 0x82, 0xe6, 0x71, 0xa8, 0x7a, 0xba, 0xc3, 0x61 } };

/* Wine 8 and 10 register an interface that has a reference string but cannot enable it
 * (STATUS_OBJECT_NAME_NOT_FOUND).  Do by hand what enabling means: the symbolic link (to the
 * named device) and the Linked value that SetupDiGetClassDevs looks at. */
static void enable_by_hand(UNICODE_STRING *ifname, BOOLEAN on)
{
    static const WCHAR classes[] =
        L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\DeviceClasses\\";
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
    if (on) { /* Wine passes no rest-of-path to a device: the first part must be a directory */
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
    DbgPrint("standin: interface %s by hand: %08x\n", on ? "on" : "off", (unsigned)s);
}

static NTSTATUS NTAPI on_add(PDRIVER_OBJECT drv, PDEVICE_OBJECT pdo)
{
    PDEVICE_OBJECT fdo;
    UNICODE_STRING ref;
    NTSTATUS s = IoCreateDevice(drv, sizeof(DEVEXT), NULL, FILE_DEVICE_NETWORK, 0, FALSE, &fdo);

    if (!NT_SUCCESS(s)) return s;
    ext(fdo)->is_fdo = 1;
    ext(fdo)->lower = IoAttachDeviceToDeviceStack(fdo, pdo);
    RtlInitUnicodeString(&ref, DEVICE_NAME);
    s = IoRegisterDeviceInterface(pdo, &guid_net, &ref, &ext(fdo)->ifname);
    DbgPrint("standin: interface %08x\n", (unsigned)s);
    fdo->Flags |= DO_BUFFERED_IO;
    fdo->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static NTSTATUS NTAPI on_pnp(PDEVICE_OBJECT dev, PIRP irp)
{
    IO_STACK_LOCATION *sp = IoGetCurrentIrpStackLocation(irp);
    PDEVICE_OBJECT lower = ext(dev)->lower;
    NTSTATUS s;

    if (!ext(dev)->is_fdo) return done(irp, STATUS_NOT_SUPPORTED, 0);
    switch (sp->MinorFunction) {
    case IRP_MN_START_DEVICE:
        if (IoSetDeviceInterfaceState(&ext(dev)->ifname, TRUE))
            enable_by_hand(&ext(dev)->ifname, TRUE);
        irp->IoStatus.Status = STATUS_SUCCESS;
        break;
    case IRP_MN_SURPRISE_REMOVAL:
    case IRP_MN_REMOVE_DEVICE:
        device_gone();
        relay_close();
        if (IoSetDeviceInterfaceState(&ext(dev)->ifname, FALSE))
            enable_by_hand(&ext(dev)->ifname, FALSE);
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

/* ---- load and unload ------------------------------------------------------------------ */

static VOID NTAPI on_unload(PDRIVER_OBJECT drv)
{
    UNICODE_STRING link;
    (void)drv;
    device_gone();
    relay_close();
    RtlInitUnicodeString(&link, L"\\DosDevices\\" DEVICE_NAME);
    IoDeleteSymbolicLink(&link);
    if (device) IoDeleteDevice(device);
}

static NTSTATUS make_device(PDRIVER_OBJECT drv)
{
    UNICODE_STRING name, link;
    NTSTATUS s;

    RtlInitUnicodeString(&name, L"\\Device\\" DEVICE_NAME);
    RtlInitUnicodeString(&link, L"\\DosDevices\\" DEVICE_NAME);
    s = IoCreateDevice(drv, sizeof(DEVEXT), &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
    if (!NT_SUCCESS(s)) return s;
    RtlZeroMemory(device->DeviceExtension, sizeof(DEVEXT));
    device->Flags |= DO_BUFFERED_IO;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return IoCreateSymbolicLink(&link, &name);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT drv, PUNICODE_STRING reg)
{
    static const WCHAR tail[] = L"\\Parameters";
    ULONG len = reg->Length / sizeof(WCHAR);

    if (len + ARRAYSIZE(tail) > ARRAYSIZE(parameters)) return STATUS_NAME_TOO_LONG;
    RtlCopyMemory(parameters, reg->Buffer, reg->Length);
    RtlCopyMemory(parameters + len, tail, sizeof(tail));
    KeInitializeSpinLock(&g.lock);
    ExInitializeFastMutex(&send_mutex);
    InitializeListHead(&g.reads);
    InitializeListHead(&g.packets);
    InitializeListHead(&g.asked);

    drv->MajorFunction[IRP_MJ_CREATE] = on_create;
    drv->MajorFunction[IRP_MJ_CLEANUP] = on_cleanup;
    drv->MajorFunction[IRP_MJ_CLOSE] = on_close;
    drv->MajorFunction[IRP_MJ_READ] = on_read;
    drv->MajorFunction[IRP_MJ_WRITE] = on_write;
    drv->MajorFunction[IRP_MJ_DEVICE_CONTROL] = on_ioctl;
    drv->MajorFunction[IRP_MJ_PNP] = on_pnp;
    drv->DriverUnload = on_unload;
    drv->DriverExtension->AddDevice = on_add;
    return make_device(drv);
}
