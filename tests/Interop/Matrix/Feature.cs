using System.ComponentModel;

namespace Voxie.Interop.Matrix;

/// <summary>A row of the interop matrix, in the order in which the rows stand.</summary>
internal enum Feature
{
    [Description("UDP")]
    Udp,
    [Description("TCP")]
    Tcp,
    [Description("TLS")]
    Tls,
    [Description("IPv6")]
    IPv6,
    [Description("Answer, audio both ways")]
    Answer,
    [Description("We call out for a caller, audio both ways")]
    CallOut,
    [Description("The peer hangs up")]
    PeerHangsUp,
    [Description("We hang up")]
    WeHangUp,
    [Description("CANCEL")]
    Cancel,
    [Description("Hold and resume")]
    Hold,
    [Description("re-INVITE")]
    ReInvite,
    [Description("Delayed offer")]
    DelayedOffer,
    [Description("Early media (183)")]
    EarlyMedia,
    [Description("100rel, PRACK")]
    ReliableProvisionals,
    [Description("UPDATE")]
    Update,
    [Description("Session timer")]
    SessionTimer,
    [Description("DTMF by RFC 4733")]
    DtmfEvents,
    [Description("DTMF by INFO")]
    DtmfInfo,
    [Description("Blind transfer (REFER)")]
    BlindTransfer,
    [Description("Attended transfer (Replaces)")]
    AttendedTransfer,
    [Description("Digest: we ask")]
    DigestIn,
    [Description("Digest: we are asked")]
    DigestOut,
    [Description("We register, and are called there")]
    Registration,
    [Description("We answer OPTIONS")]
    OptionsIn,
    [Description("We ping with OPTIONS")]
    OptionsOut,
    [Description("Record-Route of a proxy")]
    RecordRoute,
    [Description("Redirect (3xx)")]
    Redirect,
}
