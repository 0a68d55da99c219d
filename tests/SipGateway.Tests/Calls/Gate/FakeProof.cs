using System.Net;
using Voxie.SipGateway.Calls.Gate;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Tests.Calls.Gate;

/// <summary>Credentials in one word: <c>Authorization: Test user:password</c>.</summary>
internal sealed class FakeProof : IRequestProof
{
    public string? UserOf(SipRequest request) => WordOf(request)?.Split(':')[0];

    public ProofState Judge(SipRequest request, IPAddress source, TrunkCredentials right, bool isNamed) => WordOf(request) switch
    {
        null => ProofState.Missing,
        var word when isNamed && word == $"{right.User}:{right.Password}" => ProofState.Given,
        _ => ProofState.Wrong,
    };

    public IReadOnlyList<SipHeader> Challenge(IPAddress source, TrunkCredentials right, bool stale) =>
        [new(HeaderNames.WwwAuthenticate, $"Test realm=\"{right.Realm ?? "ours"}\"")];

    private static string? WordOf(SipRequest request) => request.Headers[HeaderNames.Authorization]?["Test ".Length..];
}
