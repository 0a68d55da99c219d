namespace Voxie.SipGateway.Messages;

/// <summary>Who refreshes a session, by role in the request that says so (RFC 4028 4).</summary>
internal enum SessionRefresher { Uac, Uas }
