using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Tests.Calls.Trunks;

/// <summary>The trunks of a test; may be replaced while it runs.</summary>
internal sealed class FixedTrunks(params Trunk[] trunks) : ITrunks
{
    public IReadOnlyList<Trunk> Current { get; private set; } = trunks;

    public event Action? Changed;

    public void Replace(params Trunk[] now)
    {
        Current = now;
        Changed?.Invoke();
    }
}
