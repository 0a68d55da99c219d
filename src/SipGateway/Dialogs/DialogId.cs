namespace Voxie.SipGateway.Dialogs;

/// <summary>Identity of a dialog as seen from here (RFC 3261 12). Tags compare by letter; a peer of RFC 2543 may have none (empty).</summary>
internal readonly record struct DialogId(string CallId, string LocalTag, string RemoteTag);
