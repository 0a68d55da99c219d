using System.Text.Json.Nodes;
using Voxie.Admin.Config;

namespace Voxie.Admin.Tests.Config;

public sealed class JsonSchemasTests
{
    [Theory]
    [InlineData("config/schemas/voxie.schema.json")]
    [InlineData("config/schemas/agent.schema.json")]
    [InlineData("config/schemas/trunk.schema.json")]
    [InlineData("config/schemas/routes.schema.json")]
    public void The_committed_schema_is_what_the_code_makes(string file)
    {
        var current = Path.GetFileName(file).Split('.')[0] switch
        {
            "agent" => JsonSchemas.Agent(),
            "trunk" => JsonSchemas.Trunk(),
            "routes" => JsonSchemas.Routes(),
            _ => JsonSchemas.Voxie(),
        };
        // To renew it: VOXIE_WRITE_SCHEMAS=1 dotnet test --filter JsonSchemas
        if (Environment.GetEnvironmentVariable("VOXIE_WRITE_SCHEMAS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Repository.File(file))!);
            File.WriteAllText(Repository.File(file), current);
        }
        Assert.Equal(File.ReadAllText(Repository.File(file)), current);
    }

    [Fact]
    public void A_schema_knows_forms_words_and_what_is_unknown()
    {
        var schema = JsonNode.Parse(JsonSchemas.Voxie())!;
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
        Assert.Equal("string", schema["properties"]!["rtp"]!["properties"]!["ports"]!["type"]!.GetValue<string>());
        Assert.Contains("Media ports", schema["properties"]!["rtp"]!["properties"]!["ports"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        var kind = JsonNode.Parse(JsonSchemas.Agent())!["properties"]!["kind"]!["enum"]!.AsArray().Select(n => n!.GetValue<string>());
        Assert.Equal(["conversation", "echo", "tone"], kind);
    }
}
