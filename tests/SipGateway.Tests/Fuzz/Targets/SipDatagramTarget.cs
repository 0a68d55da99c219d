using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>One datagram into the parser, with everything of the message that is read later.</summary>
internal sealed class SipDatagramTarget : FuzzTarget
{
    public static readonly LineMutator Mutants = new(FuzzSeeds.Messages, FuzzSeeds.Words);

    public override string Name => "SIP datagram";

    public override byte[] Make(int number) => Mutants.Make(number);

    public override bool Read(byte[] input)
    {
        if (SipParser.TryParse(input, out var message, out var error))
        {
            Touch(message);
            return true;
        }

        Assert.NotEqual(SipParseReason.None, error.Reason);
        if (error.ToResponse("t") is { } response)
        {
            _ = SipWriter.ToBytes(response).Length;
        }

        return false;
    }

    public override void Judge(byte[] input)
    {
        Assert.True(SipParser.TryParse(input, out var message, out _));
        IsWhole(message);
        var written = SipWriter.ToBytes(message);
        // Compact names grow, and Latin-1 becomes UTF-8: a message at a limit may pass it when written.
        if (SipParser.TryParse(written, out var again, out var error))
        {
            Assert.Equal(message, again);
            Assert.Equal(written, SipWriter.ToBytes(again));
        }
        else
        {
            Assert.Contains(error.Reason, new[] { SipParseReason.TooLarge, SipParseReason.HeaderTooLong });
        }

        if (message is SipRequest request)
        {
            IsAnswerable(request);
        }
    }

    /// <summary>What we answer is a message that the sender's transaction would know as its own.</summary>
    private static void IsAnswerable(SipRequest request)
    {
        var answer = SipWriter.ToBytes(SipResponse.For(request, 486, "ourtag"));
        if (SipParser.TryParse(answer, out var read, out var error))
        {
            Assert.Equal(request.Headers.Vias.Length, read.Headers.Vias.Length);
            Assert.Equal((request.Headers.CallId, request.Headers.CSeq), (read.Headers.CallId, read.Headers.CSeq));
            Assert.NotNull(read.Headers.To!.Tag);
        }
        else
        {
            Assert.Contains(error.Reason, new[] { SipParseReason.TooLarge, SipParseReason.HeaderTooLong });
        }
    }

    private static void IsWhole(SipMessage message)
    {
        var headers = message.Headers;
        Assert.False(headers.Vias.IsEmpty);
        Assert.NotNull(headers.From);
        Assert.NotNull(headers.To);
        Assert.NotNull(headers.CallId);
        Assert.NotNull(headers.CSeq);
        foreach (var address in headers.Contacts.Append(headers.From).Append(headers.To))
        {
            Assert.True(address.Uri.IsEquivalentTo(address.Uri), address.Uri.ToString());
        }
    }

    /// <summary>Reads everything that is read where it is asked for.</summary>
    private static void Touch(SipMessage message)
    {
        var headers = message.Headers;
        _ = (headers.Require, headers.Supported, headers.Allow, headers.Accept, headers.ContentType, headers.ContentDisposition, headers.IsContentOptional);
        _ = (headers.Reasons, headers.Warnings, headers.Addresses(HeaderNames.PAssertedIdentity), headers.Addresses(HeaderNames.Diversion), headers.Seconds("Expires"));
        _ = (headers.TopVia!.Received, headers.TopVia.RPort, headers.TopVia.SentBy.Address, headers.TopVia.SentByPort);
        MessageBody.TryFind(message, MediaType.Sdp, out _);
    }
}
