using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport.Streams;

/// <summary>Cuts what a connection brings into messages. Pure: no socket, no clock. One reader at a time.</summary>
internal interface IStreamFramer : IDisposable
{
    /// <summary>Why it is <see cref="FramePart.Broken"/>.</summary>
    SipParseReason Fault { get; }

    FramingState State { get; }

    /// <summary>Where the next bytes go; never empty before <see cref="FramePart.Broken"/>. Ends the life of what <see cref="Next"/> gave.</summary>
    Memory<byte> Room();

    /// <summary>So many bytes were written into <see cref="Room"/>.</summary>
    void Added(int bytes);

    /// <summary>The next part. Called until it says <see cref="FramePart.None"/>, <see cref="FramePart.Broken"/> or <see cref="FramePart.Over"/>.</summary>
    /// <param name="bytes">Of a message: all of it. Of a broken one: what there is of it, to be answered. Of a reply: what to send as it is.
    /// Valid until <see cref="Room"/>.</param>
    FramePart Next(out ReadOnlySpan<byte> bytes);

    /// <summary>A message of ours as it goes out.</summary>
    byte[] Wrap(ReadOnlySpan<byte> message);

    /// <summary>What goes out last, when we close; empty: nothing.</summary>
    ReadOnlyMemory<byte> Farewell();
}
