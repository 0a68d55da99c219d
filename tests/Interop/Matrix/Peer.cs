using System.ComponentModel;

namespace Voxie.Interop.Matrix;

/// <summary>A column of the interop matrix.</summary>
internal enum Peer
{
    [Description("SIPp")]
    Sipp,
    [Description("baresip")]
    Baresip,
    [Description("linphone")]
    Linphone,
    [Description("Kamailio")]
    Kamailio,
    [Description("Asterisk")]
    Asterisk,
}
