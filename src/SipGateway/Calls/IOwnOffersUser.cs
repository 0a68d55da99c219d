using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>The session whose offers are made. Called on the strand.</summary>
internal interface IOwnOffersUser
{
    /// <summary>The session is up, and nothing of either side is open in it.</summary>
    bool MayOffer { get; }

    PeerAbilities Abilities { get; }

    /// <summary>The session interval in force.</summary>
    AgreedInterval? Interval { get; }

    /// <summary>A 2xx to ours has refreshed the session.</summary>
    void Refreshed(SipResponse response);

    /// <summary>Our refresh was refused, and the dialog stands.</summary>
    void RefreshFailed();
}
