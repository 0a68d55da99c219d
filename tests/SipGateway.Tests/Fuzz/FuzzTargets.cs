using Voxie.SipGateway.Tests.Fuzz.Targets;

namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>All that is fuzzed.</summary>
internal static class FuzzTargets
{
    public static readonly IReadOnlyList<FuzzTarget> All =
    [
        new SipDatagramTarget(), new SipStreamTarget(), new WebSocketTarget(), new MaskTarget(), new HeaderValueTarget(), new CredentialsTarget(), new DnsTarget(), new SipUriTarget(), new ViaTarget(), new NameAddrTarget(), new DescriptionTarget(), new MediaPacketTarget(),
        new ControlPacketTarget(), new SealedPacketTarget(), new StunTarget(),
        new TransactionProgramTarget(),
    ];

    public static FuzzTarget Named(string name) => All.Single(target => target.Name == name);
}
