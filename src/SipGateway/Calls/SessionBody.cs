using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>What the body of an INVITE, UPDATE, ACK or 2xx is to us.</summary>
internal enum SessionBody
{
    /// <summary>Nothing, or something that may be skipped (RFC 3261 20.11).</summary>
    None,
    Sdp,
    /// <summary>Something that we must understand and do not (415).</summary>
    Foreign,
}

internal static class SessionBodies
{
    /// <param name="description">The session description, alone or out of a multipart, when there is one.</param>
    public static SessionBody Read(SipMessage message, out ReadOnlySpan<byte> description)
    {
        description = default;
        if (message.Body.IsEmpty)
        {
            return SessionBody.None;
        }

        if (MessageBody.TryFind(message, MediaType.Sdp, out var found))
        {
            description = found.Span;
            return SessionBody.Sdp;
        }

        return message.Headers.IsContentOptional ? SessionBody.None : SessionBody.Foreign;
    }

    /// <summary>True when the sender of <paramref name="request"/> could read a session description of ours (20.1: without Accept it can).</summary>
    public static bool AcceptsSdp(SipRequest request) =>
        request.Headers.Accept is not { } ranges || ranges.Any(range => range.Accepts(MediaType.Sdp));
}
