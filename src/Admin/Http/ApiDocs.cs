using Microsoft.OpenApi;
using Voxie.Admin.Auth;
using Voxie.Admin.Health;

namespace Voxie.Admin.Http;

/// <summary>The API's description at <c>/openapi/v1.json</c> and its page at <c>/docs</c>, all served from here.</summary>
internal static class ApiDocs
{
    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Voxie Telephony",
                Version = HealthApi.Version,
                Description = "Agents that answer the phone, and the record of their calls. Errors are problem+json; lists are pages of `items` with a `next` cursor.",
            };
            document.Servers?.Clear();
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [ApiKeyAuthentication.SchemeName] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "API key. The first one is VOXIE_ADMIN_KEY, or stands in admin.key in the data folder.",
                },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyAuthentication.SchemeName, document)] = [] }];
            return Task.CompletedTask;
        }));

    public static void UsePage(WebApplication app) => app.UseSwaggerUI(page =>
    {
        page.RoutePrefix = "docs";
        page.DocumentTitle = "Voxie API";
        page.SwaggerEndpoint("/openapi/v1.json", "Voxie v1");
    });
}
