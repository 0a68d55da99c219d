namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>No trunks: only programs of this machine.</summary>
public sealed class NoTrunks : ITrunks
{
    public static NoTrunks Instance { get; } = new();

    public IReadOnlyList<Trunk> Current => [];

    public event Action? Changed
    {
        add { }
        remove { }
    }
}
