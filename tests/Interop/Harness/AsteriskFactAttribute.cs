using Voxie.Interop.Peers;

namespace Voxie.Interop.Harness;

/// <summary>A fact that needs Asterisk: skipped where its folder could not be made.</summary>
internal sealed class AsteriskFactAttribute : FactAttribute
{
    public AsteriskFactAttribute() => Skip = AsteriskPeer.MissingBecause is { } reason ? "no Asterisk: " + reason : null;
}
