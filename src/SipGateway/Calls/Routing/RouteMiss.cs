namespace Voxie.SipGateway.Calls.Routing;

/// <summary>The first condition of a rule that does not hold.</summary>
internal enum RouteMiss { None, Disabled, Trunk, User, UserPrefix, UserPattern, Host, From, UntrustedHeaders, Header }
