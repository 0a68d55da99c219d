namespace Voxie.SipGateway.Messages;

/// <summary>Small changes to messages of ours.</summary>
internal static class SipMessages
{
    /// <summary>The message with a session description as its body; with an empty one as it is.</summary>
    public static T WithDescription<T>(this T message, ReadOnlyMemory<byte> description)
        where T : SipMessage =>
        description.IsEmpty ? message : message with { Headers = message.Headers.Add(HeaderNames.ContentType, MediaType.Sdp.ToString()), Body = description };

    public static T WithHeader<T>(this T message, string name, string value)
        where T : SipMessage => message with { Headers = message.Headers.Add(name, value) };
}
