using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Registrations;

namespace Voxie.SipGateway.Tests.Registrations;

/// <summary>Where targets lead is known before a call asks.</summary>
public sealed class TrunkTargetsTests
{
    private static readonly Trunk Carrier = new() { Id = "pbx", Target = "sip:pbx.test:5060" };
    private readonly RegistrationRig _rig = new();
    private readonly TrunkTargets _targets;

    public TrunkTargetsTests() => _targets = new TrunkTargets(_rig, _rig.Layers.Resolver, _rig.Targets, _rig.Wire.Time);

    private string Found(Trunk trunk) => string.Join(' ', _targets.Of(trunk).Select(target => target.Address.ToString()));

    [Fact]
    public void Names_are_found_before_a_call_and_again_while_the_trunk_is_in_force()
    {
        _rig.Set(Carrier);
        _targets.Start();
        Assert.Equal("127.0.0.2:5060", Found(Carrier));
        _rig.Addresses.Add("127.0.0.3");
        _rig.Run(21);
        Assert.Equal("127.0.0.2:5060 127.0.0.3:5060", Found(Carrier));
        _targets.Failed(_targets.Of(Carrier)[0]);
        Assert.Equal("127.0.0.3:5060 127.0.0.2:5060", Found(Carrier));

        _rig.Addresses.Clear(); // the zone is broken: what was found stands
        _rig.Run(21);
        Assert.Equal("127.0.0.3:5060 127.0.0.2:5060", Found(Carrier));
    }

    [Fact]
    public void Changed_trunks_are_followed_until_the_end()
    {
        _targets.Start();
        Assert.Equal("", Found(Carrier));
        _rig.Set(Carrier);
        Assert.Equal("127.0.0.2:5060", Found(Carrier));
        _rig.Set();
        Assert.Equal("", Found(Carrier));
        _rig.Set(Carrier);
        _targets.Dispose();
        Assert.Equal(0, _rig.Wire.Time.ArmedTimers);
    }
}
