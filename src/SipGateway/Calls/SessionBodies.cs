using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>Reads the body of a message as far as a session goes.</summary>
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
