using System.Globalization;

namespace Sampan.Server.Admission.PodSecurity;

/// <summary>A standard as of a Kubernetes version.</summary>
/// <param name="Level">The standard.</param>
/// <param name="Minor">The minor version; null for the newest.</param>
internal readonly record struct LevelVersion(SecurityLevel Level, int? Minor)
{
    /// <summary>Whether rules count that came with a minor version.</summary>
    public bool IsAtLeast(int minor) => Minor is null || Minor >= minor;

    /// <summary>As messages name it: <c>baseline:latest</c>, <c>restricted:v1.24</c>.</summary>
    public override string ToString() => $"{Level.ToString().ToLowerInvariant()}:{(Minor is { } minor ? string.Create(CultureInfo.InvariantCulture, $"v1.{minor}") : "latest")}";
}
