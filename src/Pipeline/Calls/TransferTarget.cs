namespace Voxie.Pipeline.Calls;

/// <summary>Where a line is to be transferred to.</summary>
/// <param name="Address">A SIP URI or number, dialled by the other side (blind); null with a consultation.</param>
/// <param name="Consultation">A line of ours that is up: the other side takes our place in it (attended).</param>
public sealed record TransferTarget(string? Address, ICallLeg? Consultation = null)
{
    /// <summary>Headers to be sent besides, as with <see cref="DialTarget"/>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ExtraHeaders.None;

    public static TransferTarget To(string address) => new(address);

    public static TransferTarget Join(ICallLeg consultation) => new(null, consultation);
}
