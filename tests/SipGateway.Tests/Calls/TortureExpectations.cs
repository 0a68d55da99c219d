namespace Voxie.SipGateway.Tests.Calls;

/// <summary>
/// First answer of the stack to each message of RFC 4475 and RFC 5118, when every user is an agent that rings. Null: silence.
/// </summary>
internal static class TortureExpectations
{
    public static readonly IReadOnlyDictionary<string, int?> Status = new Dictionary<string, int?>
    {
        ["badaspec.dat"] = 400,
        ["badinv01.dat"] = 400,
        ["badbranch.dat"] = 200, // matched as RFC 2543
        ["baddate.dat"] = 180,
        ["baddn.dat"] = 400,
        ["badvers.dat"] = 505,
        ["bcast.dat"] = null,
        ["bext01.dat"] = 420,
        ["bigcode.dat"] = null,
        ["clerr.dat"] = 400,
        ["cparam01.dat"] = 405,
        ["cparam02.dat"] = 405,
        ["dblreq.dat"] = 405,
        ["esc01.dat"] = 180,
        ["esc02.dat"] = 501,
        ["escnull.dat"] = 405,
        ["escruri.dat"] = 400,
        ["insuf.dat"] = 400,
        ["intmeth.dat"] = 501,
        ["inv2543.dat"] = 180,
        ["invut.dat"] = 415,
        ["ipv4-mapped-ipv6"] = 488, // offers G.726 only
        ["ipv6-bad"] = 400,
        ["ipv6-bug-abnf-3-colons"] = 200,
        ["ipv6-correct-abnf-2-colons"] = 200,
        ["ipv6-good"] = 405,
        ["ipv6-in-sdp"] = 488, // media over IPv6, to an IPv4 listener
        ["longreq.dat"] = 180,
        ["ltgtruri.dat"] = 400,
        ["lwsdisp.dat"] = 200,
        ["lwsruri.dat"] = 400,
        ["lwsstart.dat"] = 400,
        ["mcl01.dat"] = 400,
        ["mismatch01.dat"] = 400,
        ["mismatch02.dat"] = 400,
        ["mpart01.dat"] = 202,
        ["mult-ip-in-header"] = 481,
        ["mult-ip-in-sdp"] = 180,
        ["multi01.dat"] = 400,
        ["ncl.dat"] = 400,
        ["noreason.dat"] = null,
        ["novelsc.dat"] = 416,
        ["port-ambiguous"] = 405,
        ["port-unambiguous"] = 405,
        ["quotbal.dat"] = 400,
        ["regaut01.dat"] = 405,
        ["regbadct.dat"] = 400,
        ["regescrt.dat"] = 405,
        ["scalar02.dat"] = 400,
        ["scalarlg.dat"] = null,
        ["sdp01.dat"] = 406,
        ["semiuri.dat"] = 200,
        ["transports.dat"] = 200,
        ["trws.dat"] = 400,
        ["unkscm.dat"] = 416,
        ["unksm2.dat"] = 405,
        ["unreason.dat"] = null,
        ["via-received-param-no-delim"] = 200,
        ["via-received-param-with-delim"] = 481, // BYE without a dialog
        ["wsinv.dat"] = 481, // carries a To tag: no such dialog
        ["zeromf.dat"] = 200,
    };
}
