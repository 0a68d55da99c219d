using Voxie.Admin.Trunks;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.Admin.Tests.Trunks;

public sealed class TrunkFilesTests
{
    private static Trunk Read(string yaml)
    {
        var (file, errors) = TrunkFiles.Parse("t.yaml", yaml);
        Assert.Empty(errors);
        return TrunkReading.ToTrunk(file.Id, 1, file, (password, _) => password);
    }

    [Fact]
    public void A_file_says_all_that_a_trunk_is()
    {
        var trunk = Read("""
            schema: 1
            id: office
            name: Office PBX
            sources: [192.0.2.7, 198.51.100.0/24, "2001:db8::/48"]
            transports: [udp, tls]
            inbound: {user: in, password: p1, realm: office, algorithms: [SHA-256, md5]}
            target: sip:pbx.example.com:5061;transport=tls
            outbound: {user: out, password: p2}
            registration: {registrar: "sip:pbx.example.com", user: 1001, expiresSeconds: 120, keepAliveSeconds: 0}
            pingSeconds: 20
            codecs: [PCMA]
            srtp: required
            srtpKeys: dtls
            terms: {trustsIdentity: true, allowsTransfer: true, sessionExpiresSeconds: 0, symmetricRtp: true, privateTargets: true}
            headers: {outbound: [{name: X-From, value: voxie}], keep: [X-A], callerId: "+4930"}
            limits: {maxCalls: 5, callsPerSecond: 2}
            dialling: {allow: ["+49"], deny: []}
            """);
        Assert.Equal(["192.0.2.7/32", "198.51.100.0/24", "2001:db8::/48"], trunk.Sources.Select(source => source.ToString()));
        Assert.Equal(["UDP", "TLS"], trunk.Transports);
        Assert.Equal(new TrunkCredentials("in", "p1", "office") { Algorithms = [DigestAlgorithm.Sha256, DigestAlgorithm.Md5] }, trunk.InboundCredentials);
        Assert.Equal(new TrunkCredentials("out", "p2"), trunk.OutboundCredentials);
        Assert.Equal(new TrunkRegistration("sip:pbx.example.com", "1001") { Expires = TimeSpan.FromMinutes(2), KeepAlive = TimeSpan.Zero }, trunk.Registration);
        Assert.Equal((TimeSpan.FromSeconds(20), SrtpPolicy.Required, "PCMA"), (trunk.PingEvery, trunk.Srtp, trunk.Codecs.Single()));
        Assert.Equal(SrtpKeyExchange.Dtls, trunk.SrtpKeys);
        Assert.True(trunk.Terms is { TrustsIdentity: true, AllowsTransfer: true, SymmetricRtp: true, PrivateTargets: true, FollowsRedirects: false });
        Assert.Equal(TimeSpan.Zero, trunk.Terms.SessionExpires);
        Assert.Equal(("voxie", "X-A", "+4930"), (trunk.Headers.Outbound["x-from"], trunk.Headers.Keep.Single(), trunk.Headers.CallerId));
        Assert.Equal(new TrunkLimits { MaxCalls = 5, CallsPerSecond = 2 }, trunk.Limits);
        Assert.Equal(["+49"], trunk.Dialling.Allow);
        Assert.Empty(trunk.Dialling.Deny);
    }

    [Fact]
    public void What_is_absent_is_the_presets_and_what_is_said_wins()
    {
        var trunk = Read("id: t\npreset: telnyx\nlimits: {maxCalls: 7}\nterms: {allowsTransfer: true}\ntransports: [tls]");
        Assert.Equal(("sip:sip.telnyx.com", 7, 20), (trunk.Target, trunk.Limits.MaxCalls, trunk.Limits.CallsPerSecond));
        Assert.True(trunk.Terms is { TrustsIdentity: true, AllowsTransfer: true });
        Assert.Contains(trunk.Sources, source => source.ToString() == "192.76.120.10/32");
        Assert.Equal(["TLS"], trunk.Transports);
        Assert.Empty(trunk.Dialling.Allow);
        Assert.Contains("+1900", trunk.Dialling.Deny);
    }

    [Fact]
    public void Every_preset_makes_a_trunk()
    {
        foreach (var name in TrunkPresets.All.Keys)
        {
            var trunk = Read($"id: t\npreset: {name}\nsources: [192.0.2.1]");
            Assert.NotEmpty(trunk.Codecs);
            Assert.False(trunk.Terms.FollowsRedirects);
            Assert.True(File.Exists(Repository.File($"docs/trunks/{name}.md")), name);
        }
    }

    [Theory]
    [InlineData("id: Not An Id", "t.yaml:1: id: must be")]
    [InlineData("id: local\nsources: [192.0.2.1]", "t.yaml:1: id: must be")]
    [InlineData("id: t\nsources: [192.0.2.1]\nschema: 2", "t.yaml:3: schema: '2' is not a format this version knows (1).")]
    [InlineData("id: t\ninbound: {user: a, password: b, algorithms: []}", "t.yaml:2: inbound.algorithms: is empty, or names one twice.")]
    [InlineData("id: t\ninbound: {user: a, password: b, algorithms: [MD5, SHA-1]}", "t.yaml:2: inbound.algorithms.1: 'SHA-1' is not one of MD5, SHA-256.")]
    [InlineData("id: t\noutbound: {user: a, password: b}\nregistration: {registrar: sip:a, user: b, keepAliveSeconds: 5}", "t.yaml:3: registration.keepAliveSeconds: is neither 0 nor between 10 and 600.")]
    [InlineData("id: t\nsource: [192.0.2.1]", "t.yaml:2: source: unknown key.")]
    [InlineData("id: t\nsources: [192.0.2.1, 192.0.2.0/33]", "t.yaml:2: sources.1: '192.0.2.0/33' is no address or CIDR range")]
    [InlineData("id: t\nsources: [192.0.2.1/24]", "t.yaml:2: sources.0: '192.0.2.1/24' is no address or CIDR range")]
    [InlineData("id: t\nsources: [0.0.0.0/0]", "t.yaml:2: sources.0: '0.0.0.0/0' is no address or CIDR range")]
    [InlineData("id: t\nsources: [pbx.example.com]", "t.yaml:2: sources.0: 'pbx.example.com' is no address or CIDR range")]
    [InlineData("id: t\ntarget: pbx.example.com", "t.yaml:2: target: ")]
    [InlineData("id: t\ntarget: tel:+4930", "t.yaml:2: target: must begin with sip: or sips:, not tel:.")]
    [InlineData("id: t\ntarget: sip:me@pbx", "t.yaml:2: target: must not have a user.")]
    [InlineData("id: t\ntarget: sip:pbx;transport=sctp", "t.yaml:2: target: has a transport other than udp, tcp, tls.")]
    [InlineData("id: t\npreset: cisco", "t.yaml:2: preset: is not one of asterisk, freeswitch, kamailio, livekit, telnyx, twilio.")]
    [InlineData("id: t\nsources: [192.0.2.1]\ntransports: [sctp]", "t.yaml:3: transports.0: 'sctp' is not one of udp, tcp, tls, ws, wss.")]
    [InlineData("id: t\ninbound: {user: a}", "t.yaml:2: inbound.password: must be 1 to 256 characters")]
    [InlineData("id: t\ninbound: {user: a, password: \"********\"}", "t.yaml:2: inbound.password: is a mask, not a password.")]
    [InlineData("id: t\nregistration: {registrar: \"sip:a@b\", user: x}", "t.yaml:2: registration.registrar: must not have a user.")]
    [InlineData("id: t\nregistration: {registrar: \"sip:b\", user: x}", "t.yaml:2: registration: needs the outbound credentials.")]
    [InlineData("id: t\nsources: [192.0.2.1]\npingSeconds: 1", "t.yaml:3: pingSeconds: is not between 5 and 3600.")]
    [InlineData("id: t\nsources: [192.0.2.1]\ncodecs: [G729]", "t.yaml:3: codecs.0: 'G729' is not one of PCMU, PCMA, G722, opus.")]
    [InlineData("id: t\nsources: [192.0.2.1]\nsrtp: maybe", "t.yaml:3: srtp: 'maybe' is not one of off, optional, required.")]
    [InlineData("id: t\nsources: [192.0.2.1]\nsrtpKeys: zrtp", "t.yaml:3: srtpKeys: 'zrtp' is not one of sdes, dtls.")]
    [InlineData("id: t\nsources: [192.0.2.1]\nterms: {sessionExpiresSeconds: 30}", "t.yaml:3: terms.sessionExpiresSeconds: is neither 0 nor between 90 and 86400.")]
    [InlineData("id: t\nsources: [192.0.2.1]\nlimits: {maxCalls: 0}", "t.yaml:3: limits.maxCalls: is not between 1 and 10000.")]
    [InlineData("id: t\nsources: [192.0.2.1]\nheaders: {outbound: [{name: Via, value: x}]}", "t.yaml:3: headers.outbound.0: 'Via' is a header that calls need for themselves.")]
    [InlineData("id: t\nsources: [192.0.2.1]\nheaders: {outbound: [{name: m, value: x}]}", "t.yaml:3: headers.outbound.0: 'm' is a header that calls need")]
    [InlineData("id: t\nsources: [192.0.2.1]\nheaders: {outbound: [{name: \"X y\", value: x}]}", "t.yaml:3: headers.outbound.0: 'X y' is not a header name.")]
    [InlineData("id: t\nsources: [192.0.2.1]\ndialling: {allow: [germany]}", "t.yaml:3: dialling.allow.0: 'germany' is neither *")]
    [InlineData("id: t\nname: nothing", "t.yaml: sources: there is neither an address")]
    public void A_bad_file_is_refused_with_line_key_and_reason(string yaml, string expected)
    {
        var (_, errors) = TrunkFiles.Parse("t.yaml", yaml);
        Assert.NotEmpty(errors);
        Assert.StartsWith(expected, errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_of_one_id_clash()
    {
        using var folder = new TempFolder();
        folder.Write("1.yaml", "id: a\nsources: [192.0.2.1]");
        folder.Write("2.yaml", "id: a\nsources: [192.0.2.2]");
        var (trunks, errors) = TrunkFiles.Read(folder.Path);
        Assert.Single(trunks);
        Assert.Contains("is also in", Assert.Single(errors).Reason, StringComparison.Ordinal);
        Assert.Empty(TrunkFiles.Read("/nowhere").Trunks);
    }
}
