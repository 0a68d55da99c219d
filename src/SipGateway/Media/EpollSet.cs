using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Voxie.SipGateway.Media;

/// <summary>The sockets of one clock thread, asked without waiting which have something to read. Clock thread only.</summary>
internal sealed unsafe class EpollSet : IDisposable
{
    private const int MaxEvents = 256;

    // struct epoll_event is packed on x86-64 and naturally aligned elsewhere.
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int Stride = Packed ? 12 : 16;
    private static readonly int DataOffset = Packed ? 4 : 8;

    private readonly byte[] _events = GC.AllocateArray<byte>(MaxEvents * Stride, pinned: true);
    private readonly int _epoll;

    public EpollSet()
    {
        _epoll = Libc.EpollCreate(0);
        if (_epoll < 0) throw new Win32Exception();
    }

    public void Add(int fd, int tag)
    {
        var request = stackalloc byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(new Span<byte>(request, 4), Libc.EpollIn);
        BinaryPrimitives.WriteInt64LittleEndian(new Span<byte>(request + DataOffset, 8), tag);
        if (Libc.EpollControl(_epoll, Libc.EpollAdd, fd, request) < 0) throw new Win32Exception();
    }

    public void Remove(int fd)
    {
        var unused = stackalloc byte[16];
        _ = Libc.EpollControl(_epoll, Libc.EpollDelete, fd, unused);
    }

    /// <summary>Never waits.</summary>
    /// <returns>How many sockets are ready, at most 256; their tags by <see cref="Tag"/>.</returns>
    public int Poll()
    {
        fixed (byte* events = _events) return Math.Max(0, Libc.EpollWait(_epoll, events, MaxEvents, 0));
    }

    public int Tag(int index) =>
        (int)BinaryPrimitives.ReadInt64LittleEndian(_events.AsSpan(index * Stride + DataOffset, 8));

    public void Dispose() => _ = Libc.Close(_epoll);
}
