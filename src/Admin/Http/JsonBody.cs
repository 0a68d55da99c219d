using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FluentValidation;

namespace Voxie.Admin.Http;

/// <summary>Reads a request body strictly: every unknown field is named, and so is the field whose value does not fit.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Syntax = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <returns>The value, or the problem to answer with.</returns>
    public static async Task<(T? Value, IResult? Problem)> ReadAsync<T>(HttpRequest request, IValidator<T>? validator, CancellationToken cancellation)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problems.Bad("Send a JSON body with Content-Type: application/json.", StatusCodes.Status415UnsupportedMediaType));
        }
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Syntax, cancellation);
            var errors = new Dictionary<string, string[]>();
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, Problems.Bad("The body must be a JSON object."));
            }
            FindUnknown(document.RootElement, ApiJson.Options.GetTypeInfo(typeof(T)), "", errors);
            if (errors.Count > 0)
            {
                return (null, Problems.Fields(errors));
            }
            var value = document.Deserialize<T>(ApiJson.Options)!;
            return validator?.Validate(value) is { IsValid: false } verdict ? (null, Problems.Fields(ByField(verdict.Errors))) : (value, null);
        }
        catch (JsonException error) when (error.Path is { Length: > 2 } path)
        {
            return (null, Problems.Field(path[2..], Fault(error)));
        }
        catch (JsonException error)
        {
            return (null, Problems.Bad(error.LineNumber is { } line
                ? $"The body is not valid JSON at line {line + 1}, byte {error.BytePositionInLine + 1}."
                : "The body is not valid JSON: " + error.Message));
        }
    }

    private static void FindUnknown(JsonElement element, JsonTypeInfo type, string path, Dictionary<string, string[]> errors)
    {
        if (type.Kind == JsonTypeInfoKind.Enumerable && element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in element.EnumerateArray())
            {
                FindUnknown(item, ApiJson.Options.GetTypeInfo(type.ElementType!), $"{path}[{index++}]", errors);
            }
        }
        else if (type.Kind == JsonTypeInfoKind.Object && element.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in element.EnumerateObject())
            {
                var name = path.Length == 0 ? field.Name : path + "." + field.Name;
                if (type.Properties.FirstOrDefault(p => p.Name == field.Name) is { } property)
                {
                    FindUnknown(field.Value, ApiJson.Options.GetTypeInfo(property.PropertyType), name, errors);
                }
                else
                {
                    errors[name] = ["is not a known field. Known: " + string.Join(", ", type.Properties.Select(p => p.Name)) + "."];
                }
            }
        }
    }

    // The framework's message names our types and repeats the path: say what was expected instead.
    private static string Fault(JsonException error) =>
        error.Message.Contains("doesn't allow setting null", StringComparison.Ordinal) || error.Message.Contains("null", StringComparison.OrdinalIgnoreCase)
            ? "must not be null." : "has a value of the wrong type.";

    private static Dictionary<string, string[]> ByField(IEnumerable<FluentValidation.Results.ValidationFailure> failures) =>
        failures.GroupBy(f => string.Join('.', f.PropertyName.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName)))
            .ToDictionary(group => group.Key, group => group.Select(f => f.ErrorMessage).ToArray());
}
