using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Registrations;

/// <summary>
/// The mark in the contact of one account: <c>sip:1001@192.0.2.1:5060;line=...</c>. The registrar sends calls for the account to it as
/// it stands, so the mark says which account is called. Nobody else knows it.
/// </summary>
internal static class RegisteredLine
{
    public const string Parameter = "line";

    public static SipUri Mark(SipUri contact, string token) => contact with { Parameters = contact.Parameters.With(Parameter, token) };

    public static string? Of(SipUri dialled) => dialled.Parameters[Parameter];
}
