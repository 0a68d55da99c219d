namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>The trunks in force. An immutable snapshot, replaced whole when one is changed. Any thread.</summary>
public interface ITrunks
{
    /// <summary>In the order in which they are tried.</summary>
    IReadOnlyList<Trunk> Current { get; }

    /// <summary>Told after <see cref="Current"/> was replaced.</summary>
    event Action? Changed;
}
