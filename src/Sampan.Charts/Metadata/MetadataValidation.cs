using System.Text;
using System.Text.RegularExpressions;
using Sampan.Charts.Text;
using Sampan.Charts.Versions;

namespace Sampan.Charts.Metadata;

/// <summary>What Helm demands of a chart's metadata, with its messages.</summary>
internal static partial class MetadataValidation
{
    /// <summary>The metadata with white space made plain and unprintable characters dropped; throws <see cref="ChartException"/>.</summary>
    public static ChartMetadata Validate(ChartMetadata metadata)
    {
        var clean = Sanitize(metadata);
        Require(clean.ApiVersion.Length > 0, "chart.metadata.apiVersion is required");
        Require(clean.Name.Length > 0, "chart.metadata.name is required");
        Require(clean.Name is not ("." or ".."), $"chart.metadata.name {GoText.Quote(clean.Name)} is not allowed");
        Require(!clean.Name.Contains('/'), $"chart.metadata.name {GoText.Quote(clean.Name)} is invalid");
        Require(clean.Version.Length > 0, "chart.metadata.version is required");
        Require(ChartVersions.IsValid(clean.Version), $"chart.metadata.version {GoText.Quote(clean.Version)} is invalid");
        Require(clean.Type is "" or "application" or "library", "chart.metadata.type must be application or library");
        Require(clean.Maintainers.All(maintainer => maintainer is not null), "maintainers must not contain empty or null nodes");
        ValidateDependencies(clean.Dependencies ?? []);
        return clean;
    }

    private static void ValidateDependencies(IReadOnlyList<ChartDependency?> dependencies)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var dependency in dependencies)
        {
            Require(dependency is not null, "dependencies must not contain empty or null nodes");
            Require(dependency!.Alias.Length == 0 || AliasFormat().IsMatch(dependency.Alias), $"dependency {GoText.Quote(dependency.Name)} has disallowed characters in the alias");
            var name = dependency.Alias.Length > 0 ? dependency.Alias : dependency.Name;
            Require(names.Add(name), $"more than one dependency with name or alias {GoText.Quote(name)}");
        }
    }

    private static ChartMetadata Sanitize(ChartMetadata metadata) => metadata with
    {
        Name = Sanitize(metadata.Name),
        Description = Sanitize(metadata.Description),
        Home = Sanitize(metadata.Home),
        Icon = Sanitize(metadata.Icon),
        Condition = Sanitize(metadata.Condition),
        Tags = Sanitize(metadata.Tags),
        AppVersion = Sanitize(metadata.AppVersion),
        KubeVersion = Sanitize(metadata.KubeVersion),
        Sources = [.. metadata.Sources.Select(Sanitize)],
        Keywords = [.. metadata.Keywords.Select(Sanitize)],
        Maintainers = [.. metadata.Maintainers.Select(maintainer => maintainer is null ? null : new Maintainer(Sanitize(maintainer.Name), Sanitize(maintainer.Email), Sanitize(maintainer.Url)))],
        Dependencies = metadata.Dependencies?.Select(dependency => dependency is null ? null : Sanitize(dependency)).ToArray(),
    };

    private static ChartDependency Sanitize(ChartDependency dependency) => dependency with
    {
        Name = Sanitize(dependency.Name),
        Version = Sanitize(dependency.Version),
        Repository = Sanitize(dependency.Repository),
        Condition = Sanitize(dependency.Condition),
        Tags = [.. dependency.Tags.Select(Sanitize)],
    };

    private static string Sanitize(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                clean.Append(' ');
            }
            else if (GoText.IsPrint(rune))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ChartException($"validation: {message}");
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]+\\z")]
    private static partial Regex AliasFormat();
}
