namespace Voxie.SipGateway.Telemetry;

/// <summary>Which way a message went, seen from us.</summary>
public enum SipDirection { Received, Sent }
