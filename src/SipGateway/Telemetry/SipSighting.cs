using System.Net;

namespace Voxie.SipGateway.Telemetry;

/// <summary>Where one message was seen.</summary>
/// <param name="Sent">By us; else received.</param>
/// <param name="CallId">Its Call-ID, as far as it could be read.</param>
/// <param name="OpensCall">A received INVITE outside of any dialog.</param>
/// <param name="Transport">As in Via.</param>
/// <param name="Local">Our address as the peer knows it.</param>
internal readonly record struct SipSighting(
    bool Sent, string CallId, bool OpensCall, string Transport, IPEndPoint Local, IPEndPoint Remote);
