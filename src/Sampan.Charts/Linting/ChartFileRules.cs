using Sampan.Charts.Metadata;
using Sampan.Charts.Text;
using Sampan.Charts.Versions;

namespace Sampan.Charts.Linting;

/// <summary>The rules of Chart.yaml.</summary>
internal static class ChartFileRules
{
    private const string File = "Chart.yaml";
    private const string CurrentApiVersion = "v2";

    public static void Check(LintReport report, ChartSource source)
    {
        report.Check(LintSeverity.Error, File, source.IsFolder(File) ? "should be a file, not a directory" : null);
        var text = source.Read(File) ?? "";
        ChartMetadata metadata;
        try
        {
            metadata = MetadataReader.Read(text);
        }
        catch (ChartException exception)
        {
            report.Check(LintSeverity.Error, File, $"unable to parse YAML\n\t{exception.Message}");
            return;
        }

        var fields = YamlData.Read(text, keepWholeNumbers: false) as Dictionary<string, object?> ?? [];
        report.Check(LintSeverity.Error, File, Name(metadata));
        report.Check(LintSeverity.Error, File, ApiVersion(metadata));
        report.Check(LintSeverity.Error, File, TextField(fields, "version"));
        report.Check(LintSeverity.Error, File, Version(metadata));
        report.Check(LintSeverity.Error, File, TextField(fields, "appVersion"));
        report.Check(LintSeverity.Error, File, Maintainers(metadata));
        report.Check(LintSeverity.Error, File, metadata.Sources.FirstOrDefault(url => !WebAddress.IsRequest(url)) is { } invalid ? $"invalid source URL '{invalid}'" : null);
        report.Check(LintSeverity.Info, File, metadata.Icon.Length == 0 ? "icon is recommended" : null);
        report.Check(LintSeverity.Error, File, metadata.Icon.Length > 0 && !WebAddress.IsRequest(metadata.Icon) ? $"invalid icon URL '{metadata.Icon}'" : null);
        report.Check(LintSeverity.Error, File, metadata.Type.Length > 0 && metadata.ApiVersion != CurrentApiVersion
            ? $"chart type is not valid in apiVersion '{metadata.ApiVersion}'. It is valid in apiVersion '{CurrentApiVersion}'"
            : null);
        report.Check(LintSeverity.Error, File, metadata.Dependencies is { Count: > 0 } && metadata.ApiVersion != CurrentApiVersion
            ? $"dependencies are not valid in the Chart file with apiVersion '{metadata.ApiVersion}'. They are valid in apiVersion '{CurrentApiVersion}'"
            : null);
    }

    private static string? Name(ChartMetadata metadata) => metadata.Name switch
    {
        "" => "name is required",
        _ when metadata.Name.TrimEnd('/').Contains('/') || metadata.Name.EndsWith('/') => $"chart name {GoText.Quote(metadata.Name)} is invalid",
        _ => null,
    };

    private static string? ApiVersion(ChartMetadata metadata) => metadata.ApiVersion switch
    {
        "" => "apiVersion is required. The value must be either \"v1\" or \"v2\"",
        "v1" or CurrentApiVersion => null,
        _ => $"apiVersion '{metadata.ApiVersion}' is not valid. The value must be either \"v1\" or \"v2\"",
    };

    private static string? TextField(Dictionary<string, object?> fields, string name)
    {
        if (!fields.TryGetValue(name, out var value) || value is string)
        {
            return null;
        }

        return $"{name} should be of type string but it's of type {(value is null ? "<nil>" : GoText.TypeName(value))}";
    }

    private static string? Version(ChartMetadata metadata) =>
        metadata.Version.Length == 0 ? "version is required"
        : !ChartVersions.IsValid(metadata.Version) ? $"version '{metadata.Version}' is not a valid SemVer"
        : !ChartVersions.IsCompatible(">0.0.0-0", metadata.Version) ? $"version {metadata.Version} is less than or equal to 0.0.0-0"
        : null;

    private static string? Maintainers(ChartMetadata metadata)
    {
        foreach (var maintainer in metadata.Maintainers)
        {
            if (maintainer is null)
            {
                return "a maintainer entry is empty";
            }

            if (maintainer.Name.Length == 0)
            {
                return "each maintainer requires a name";
            }

            if (maintainer.Email.Length > 0 && !WebAddress.IsEmail(maintainer.Email))
            {
                return $"invalid email '{maintainer.Email}' for maintainer '{maintainer.Name}'";
            }

            if (maintainer.Url.Length > 0 && !WebAddress.IsUrl(maintainer.Url))
            {
                return $"invalid url '{maintainer.Url}' for maintainer '{maintainer.Name}'";
            }
        }

        return null;
    }
}
