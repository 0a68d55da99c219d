using System.Security.Cryptography.X509Certificates;
using Voxie.SipGateway.Dns;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway;

/// <summary>How the SIP side of the process is set up.</summary>
public sealed record SipStackOptions
{
    /// <summary>In the order in which they are preferred for calls out.</summary>
    public required IReadOnlyList<SipListener> Listeners { get; init; }

    public SipTimers Timers { get; init; } = new();

    /// <summary>Requests held at once (each up to 32 s after its answer); beyond it 503.</summary>
    public int MaxTransactions { get; init; } = 80_000;

    /// <summary>Keep the SIP messages of every call, for its record.</summary>
    public bool KeepLadders { get; init; } = true;

    /// <summary>Whom the names of trunks are asked of.</summary>
    public DnsOptions Dns { get; init; } = new();

    /// <summary>Who is let in.</summary>
    public AdmissionOptions Admission { get; init; } = new();

    /// <summary>Certificates whose signatures on callers' numbers are believed (STIR/SHAKEN); none: attestations stay claims.</summary>
    public IReadOnlyList<X509Certificate2> IdentityCertificates { get; init; } = [];

    /// <summary>How long an outbound call may ring.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(60);
}
