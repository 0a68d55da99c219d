using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>Challenges and credentials of digests.</summary>
internal sealed class CredentialsTarget() : TextTarget(
[
    .. FuzzSeeds.ValuesOf(HeaderNames.WwwAuthenticate, HeaderNames.ProxyAuthenticate, HeaderNames.Authorization, HeaderNames.ProxyAuthorization),
])
{
    public override string Name => "Credentials";

    protected override bool Read(string text)
    {
        var reason = AuthParameters.TryRead(text, out var sets);
        Assert.InRange(sets.Count, 0, AuthParameters.MostSets);
        foreach (var set in sets)
        {
            DigestChallenge.TryParse(set, out _);
            DigestAuthorization.TryParse(set, out _);
        }

        return reason == AuthReadReason.None;
    }

    protected override void Judge(string text)
    {
        AuthParameters.TryRead(text, out var sets);
        foreach (var set in sets)
        {
            if (DigestChallenge.TryParse(set, out var challenge) == AuthReadReason.None)
            {
                Assert.Equal((challenge!.Realm, challenge.Nonce, challenge.Algorithm, challenge.Opaque), Again(challenge.ToString(), value =>
                    DigestChallenge.TryParse(value, out var read) == AuthReadReason.None ? (read!.Realm, read.Nonce, read.Algorithm, read.Opaque) : default));
            }

            if (DigestAuthorization.TryParse(set, out var credentials) == AuthReadReason.None)
            {
                Assert.Equal((credentials!.User, credentials.Nonce, credentials.Uri, credentials.Response, credentials.NonceCount), Again(credentials.ToString(), value =>
                    DigestAuthorization.TryParse(value, out var read) == AuthReadReason.None ? (read!.User, read.Nonce, read.Uri, read.Response, read.NonceCount) : default));
            }
        }
    }

    private static T Again<T>(string written, Func<AuthParameters, T> read)
    {
        Assert.Equal(AuthReadReason.None, AuthParameters.TryRead(written, out var sets));
        return read(Assert.Single(sets));
    }
}
