using System.Text.Json;
using Sampan.Server.Resources;

namespace Sampan.Server.OpenApi;

/// <summary>A resource to be documented.</summary>
/// <param name="Description">What discovery says of it.</param>
/// <param name="CustomSchema">The <c>openAPIV3Schema</c> of a custom resource; null for built-in resources.</param>
public sealed record OpenApiResource(ResourceDescription Description, JsonElement? CustomSchema = null)
{
    /// <summary>Whether a definition made it rather than Kubernetes.</summary>
    public bool IsCustom => CustomSchema is not null;
}
