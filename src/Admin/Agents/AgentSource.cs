namespace Voxie.Admin.Agents;

/// <summary>Who wrote a version.</summary>
internal enum AgentSource { Rest, Import }
