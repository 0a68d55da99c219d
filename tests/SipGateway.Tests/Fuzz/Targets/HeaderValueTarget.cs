using System.Text;
using Voxie.SipGateway.Calls.Identity;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>Small headers and bodies that calls act on, each input read as all of them.</summary>
internal sealed class HeaderValueTarget() : TextTarget(
[
    .. FuzzSeeds.ValuesOf("RAck", "Replaces", "Session-Expires", "Identity", "Reason", "Warning", "Content-Type", "Accept", "CSeq"),
    .. Texts("776656 1 INVITE", "1800;refresher=uac", "90", "a@b;to-tag=1;from-tag=2;early-only", "SIP/2.0 200 OK\r\n"),
])
{
    public override string Name => "Header values";

    protected override bool Read(string text)
    {
        var taken = RAck.TryParse(text, out _) | Replaces.TryParse(text, out _) | SessionExpires.TryParse(text, out _) | PassportReader.TryRead(text, out _)
            | CSeq.TryParse(text, out _) | MediaType.TryParse(text, out _);
        return taken | SipFragment.Status(Encoding.UTF8.GetBytes(text)) is not null;
    }

    protected override void Judge(string text)
    {
        if (RAck.TryParse(text, out var rack))
        {
            Assert.True(RAck.TryParse(rack.ToString(), out var again));
            Assert.Equal(rack, again);
        }

        if (Replaces.TryParse(text, out var replaces))
        {
            Assert.True(Replaces.TryParse(replaces.ToString(), out var again), replaces.ToString());
            Assert.Equal(replaces, again);
        }

        if (SessionExpires.TryParse(text, out var expires))
        {
            Assert.True(SessionExpires.TryParse(expires.ToString(), out var again));
            Assert.Equal(expires, again);
        }

        if (MediaType.TryParse(text, out var type))
        {
            Assert.True(MediaType.TryParse(type.ToString(), out var again), type.ToString());
            Assert.Equal(type, again);
        }
    }
}
