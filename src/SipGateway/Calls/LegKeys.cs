using System.Net;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Calls;

/// <summary>The handshakes of one leg for as long as nothing about them changes in the session descriptions.</summary>
/// <param name="Control">For reports, which have a port of their own; null: they go with media.</param>
internal sealed record LegKeys(DtlsAssociation Media, DtlsAssociation? Control)
{
    private readonly AgreedDtls? _agreed;
    private readonly IPEndPoint? _remote;

    private LegKeys(AudioMedia audio, DtlsAssociation media, DtlsAssociation? control)
        : this(media, control) => (_agreed, _remote) = (audio.Dtls, audio.Remote);

    public static LegKeys New(AudioMedia audio, DtlsIdentity identity)
    {
        var terms = new DtlsTerms(audio.Dtls!.WeBegin ? DtlsRole.Client : DtlsRole.Server, audio.Dtls.Fingerprints);
        return new LegKeys(audio, identity.NewAssociation(terms), audio.MultiplexesControl ? null : identity.NewAssociation(terms));
    }

    /// <summary>
    /// RFC 8842 4, RFC 5763 6.6: other certificates, roles or addresses mean other associations. A peer that holds by an address of zeros has
    /// not moved. One that was given up for another early dialog's is gone.
    /// </summary>
    public bool Fits(AudioMedia audio) => !Media.IsClosed && audio.Dtls == _agreed && audio.MultiplexesControl == (Control is null)
        && (audio.Remote is null || _remote is null || audio.Remote.Equals(_remote));
}
