using Voxie.SipGateway.Dialogs;

namespace Voxie.SipGateway.Tests.Dialogs;

/// <summary>Glare and haste: RFC 3261 14.2, RFC 3311 5.2.</summary>
public sealed class OfferGateTests
{
    [Theory]
    // re-INVITE: hasOffer, theirInvite, theirOffer, ourInvite, ourOffer
    [InlineData(true, true, false, false, false, false, 0)]
    [InlineData(true, true, false, false, true, true, 491)]
    [InlineData(true, false, false, false, true, false, 491)]
    [InlineData(true, true, true, true, false, false, 500)]
    [InlineData(true, false, true, false, false, false, 500)]
    [InlineData(true, false, false, false, false, true, 491)]
    // UPDATE
    [InlineData(false, true, false, false, false, false, 0)]
    [InlineData(false, true, true, false, false, false, 0)]
    [InlineData(false, true, true, true, false, false, 500)]
    [InlineData(false, true, false, false, true, true, 491)]
    [InlineData(false, true, true, false, false, true, 491)]
    [InlineData(false, false, true, true, true, true, 0)]
    public void What_crosses_is_refused_and_what_is_early_put_off(
        bool isInvite, bool hasOffer, bool theirInvite, bool theirOffer, bool ourInvite, bool ourOffer, int status) =>
        Assert.Equal(status, OfferGate.Judge(isInvite, hasOffer, theirInvite, theirOffer, ourInvite, ourOffer));
}
