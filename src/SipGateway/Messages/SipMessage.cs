namespace Voxie.SipGateway.Messages;

/// <summary>A request or response. Immutable: change one with <c>with</c>.</summary>
internal abstract record SipMessage
{
    public required SipHeaders Headers { get; init; }

    /// <summary>The body; whoever puts one in sets Content-Type too. Its owner no longer changes the bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Equal when written alike.</summary>
    public virtual bool Equals(SipMessage? other) =>
        other != null && EqualityContract == other.EqualityContract && Headers.Equals(other.Headers) && Body.Span.SequenceEqual(other.Body.Span);

    public override int GetHashCode() => Headers.GetHashCode();
}
