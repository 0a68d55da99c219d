namespace Voxie.Admin.Agents;

/// <param name="Hash">SHA-256 of the text, lower-case hex.</param>
internal sealed record ReadAgentFile(string Path, AgentFile Agent, string Hash);
