using System.Text;
using Voxie.SipGateway.Telemetry;
using Voxie.SipGateway.Tests.Corpora;

namespace Voxie.SipGateway.Tests.Telemetry;

/// <summary>What a ladder shows of secrets: nothing. Lengths stay, so that Content-Length stays true.</summary>
public sealed class SipMaskTests
{
    private static string Mask(string message) => Encoding.Latin1.GetString(SipMask.Mask(Encoding.Latin1.GetBytes(message)));

    [Theory]
    [InlineData("Authorization: Digest username=\"bob\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", response=\"SECRET\", cnonce=\"SECRET\", nc=00000001")]
    [InlineData("Proxy-Authorization: Digest username=\"bob\",response=\"SECRET\"")]
    [InlineData("AUTHORIZATION :digest  Response = \"SECRET\"")]
    [InlineData("Authorization: Digest username=\"bob\",\r\n response=\r\n\t\"SECRET\"")]
    [InlineData("Authorization: Digest response=SECRET,username=\"bob\"")]
    [InlineData("Authorization: Digest username=\"a\\\"response=\\\"\", response=\"SEC\\\"RET\"")]
    [InlineData("Authorization: Digest response=\"SECRET")]
    [InlineData("Authorization: Bearer SECRET.SECRET")]
    [InlineData("Authorization: Basic SECRET==")]
    [InlineData("Authorization: SECRET")]
    [InlineData("Authorization:\r\n Bearer\r\n SECRET")]
    [InlineData("Authentication-Info: qop=auth, rspauth=\"SECRET\", cnonce=\"SECRET\"")]
    [InlineData("Contact: <sip:bob:SECRET@192.0.2.1:5060>")]
    [InlineData("To: sips:bob:SECRET@h;tag=1")]
    public void No_proof_of_a_password_is_shown(string header)
    {
        var message = $"REGISTER sip:h SIP/2.0\r\nCall-ID: SECRETARY\r\n{header}\r\nCSeq: 1 REGISTER\r\n\r\n";

        var masked = Mask(message);

        Assert.DoesNotContain("SECRET", masked.Replace("SECRETARY", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("SEC\\", masked, StringComparison.Ordinal);
        Assert.Contains("Call-ID: SECRETARY\r\n", masked, StringComparison.Ordinal);
        Assert.Contains("\r\nCSeq: 1 REGISTER\r\n\r\n", masked, StringComparison.Ordinal);
        Assert.Equal(message.Length, masked.Length);
    }

    [Fact]
    public void What_is_no_secret_stays()
    {
        const string Header = "Authorization: Digest username=\"bob\", realm=\"r\", nonce=\"abc\", uri=\"sip:h:5060\", qop=auth, nc=00000001, algorithm=MD5\r\n";
        Assert.Equal(Header, Mask(Header));
        const string Challenge = "SIP/2.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"abc\"\r\n\r\n";
        Assert.Equal(Challenge, Mask(Challenge));
    }

    [Theory]
    [InlineData("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:SECRETSECRETSECRET|2^31|1:4", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:******************|2^31|1:4")]
    [InlineData("a=crypto:2 X inline:SECRET|2^20;inline:SECRET|2^31", "a=crypto:2 X inline:******|2^20;inline:******|2^31")]
    [InlineData("a=ice-pwd:SECRET", "a=ice-pwd:******")]
    [InlineData("k=base64:SECRET", "k=*************")]
    [InlineData("a=key-mgmt:mikey SECRET", "a=key-mgmt:***** ******")]
    [InlineData("a=fingerprint:sha-256 AB:CD", "a=fingerprint:sha-256 AB:CD")]
    public void No_media_key_is_shown(string line, string masked) =>
        Assert.Equal(
            $"INVITE sip:h SIP/2.0\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n{masked}\r\na=sendrecv\r\n",
            Mask($"INVITE sip:h SIP/2.0\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n{line}\r\na=sendrecv\r\n"));

    [Theory]
    [InlineData("Content-Type: application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", "Signal=X\r\nDuration=160\r\n")]
    [InlineData("c: application/dtmf-relay", "Signal = *\nDuration = 160\n", "Signal = X\nDuration = 160\n")]
    [InlineData("Content-Type: Application/DTMF", "5", "X")]
    [InlineData("Content-Type: application/dtmf\r\nContent-Length: 2", "11", "XX")]
    [InlineData("Content-Type: application/kpml-response+xml", "<kpml-response code=\"200\" digits=\"4111\"/>", "<kpml-response code=XXXXX XXXXXXXXXXXXXXX")]
    public void No_pressed_digit_is_shown(string type, string body, string masked) =>
        Assert.Equal($"INFO sip:h SIP/2.0\r\n{type}\r\n\r\n{masked}", Mask($"INFO sip:h SIP/2.0\r\n{type}\r\n\r\n{body}"));

    [Fact]
    public void A_digit_within_a_multipart_is_not_shown() =>
        Assert.Equal(
            "INFO sip:h SIP/2.0\r\nContent-Type: multipart/mixed;boundary=b\r\n\r\n--b\r\nContent-Type: application/dtmf-relay\r\n\r\nSignal=X\r\n--b\r\nContent-Type: text/plain\r\n\r\nSignal=5\r\n--b--",
            Mask("INFO sip:h SIP/2.0\r\nContent-Type: multipart/mixed;boundary=b\r\n\r\n--b\r\nContent-Type: application/dtmf-relay\r\n\r\nSignal=5\r\n--b\r\nContent-Type: text/plain\r\n\r\nSignal=5\r\n--b--"));

    [Fact]
    public void Every_other_byte_stays_whatever_the_message()
    {
        foreach (var torture in TortureCorpus.All)
        {
            var masked = SipMask.Mask(torture.Bytes);
            Assert.Equal(torture.Bytes.Length, masked.Length);
            if (!Encoding.Latin1.GetString(torture.Bytes).Contains("Authorization", StringComparison.Ordinal) && torture.File != "semiuri.dat")
            {
                Assert.Equal(torture.Bytes, masked);
            }
        }
    }
}
