using Sampan.Charts.Metadata;
using Sampan.Charts.Values;

namespace Sampan.Charts.Loading;

/// <summary>Makes a chart of its files: each goes where its name says, those under <c>charts/</c> become subcharts.</summary>
internal sealed class ChartAssembly(Action<string> warn)
{
    private const string VersionOne = "v1";

    private readonly List<ChartFile> _files = [];
    private readonly List<ChartFile> _templates = [];
    private ChartMetadata? _metadata;
    private ChartLock? _lock;
    private Dictionary<string, object?>? _values;
    private ChartFile? _schema;

    /// <summary>The chart; throws <see cref="ChartException"/> with Helm's message.</summary>
    public static Chart Assemble(IReadOnlyList<ChartFile> files, Action<string> warn, int nesting = 0) =>
        new ChartAssembly(warn).Assemble(files, nesting);

    private Chart Assemble(IReadOnlyList<ChartFile> files, int nesting)
    {
        if (nesting > ChartLimits.Nesting)
        {
            throw new ChartException($"charts are nested deeper than {ChartLimits.Nesting}", "flatten the chart's dependencies");
        }

        foreach (var file in files.Where(file => file.Name == "Chart.yaml"))
        {
            var metadata = Reading(file, text => MetadataReader.Read(text, _metadata));
            _metadata = metadata.ApiVersion.Length > 0 ? metadata : metadata with { ApiVersion = VersionOne };
        }

        Dictionary<string, List<ChartFile>> subcharts = new(StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.Name != "Chart.yaml"))
        {
            if (file.Name.StartsWith("charts/", StringComparison.Ordinal) && Path.GetExtension(file.Name) != ".prov")
            {
                var name = file.Name["charts/".Length..];
                var folder = name.Split('/', 2)[0];
                (subcharts.TryGetValue(folder, out var list) ? list : subcharts[folder] = []).Add(file with { Name = name });
            }
            else
            {
                Place(file);
            }
        }

        if (_metadata is null)
        {
            throw new ChartException("Chart.yaml file is missing", "a chart is a folder, or an archive of one, with a Chart.yaml in it");
        }

        _metadata = MetadataValidation.Validate(_metadata);
        return new Chart
        {
            Metadata = _metadata,
            Lock = _lock,
            Templates = _templates,
            Values = _values,
            Schema = _schema,
            Files = _files,
            Raw = files,
            Dependencies = [.. subcharts.Where(entry => entry.Key is not ("" or ['_' or '.', ..])).Select(entry => AssembleSubchart(entry.Key, entry.Value, nesting + 1))],
        };
    }

    private void Place(ChartFile file)
    {
        switch (file.Name)
        {
            case "Chart.lock":
                _lock = Reading(file, MetadataReader.ReadLock);
                break;
            case "values.yaml":
                _values = Reading(file, ValuesReader.Read);
                break;
            case "values.schema.json":
                _schema = file;
                break;
            case "requirements.yaml":
                PlaceOld(file, "Warning: Dependencies are handled in Chart.yaml since apiVersion \"v2\". We recommend migrating dependencies to Chart.yaml.");
                _metadata = Reading(file, text => MetadataReader.Read(text, _metadata));
                break;
            case "requirements.lock":
                _lock = Reading(file, MetadataReader.ReadLock);
                PlaceOld(file, "Warning: Dependency locking is handled in Chart.lock since apiVersion \"v2\". We recommend migrating to Chart.lock.");
                break;
            default:
                (file.Name.StartsWith("templates/", StringComparison.Ordinal) ? _templates : _files).Add(file);
                break;
        }
    }

    /// <summary>The files of the old chart format stay readable for its templates; in the new format they are only warned about.</summary>
    private void PlaceOld(ChartFile file, string warning)
    {
        if (_metadata?.ApiVersion == VersionOne)
        {
            _files.Add(file);
        }
        else
        {
            warn(warning);
        }
    }

    private Chart AssembleSubchart(string name, List<ChartFile> files, int nesting)
    {
        try
        {
            if (Path.GetExtension(name) != ".tgz")
            {
                return Assemble([.. files.Where(file => file.Name.Contains('/')).Select(file => file with { Name = file.Name[(name.Length + 1)..] })], warn, nesting);
            }

            if (files[0].Name != name)
            {
                throw new ChartException($"error unpacking subchart tar in {_metadata!.Name}: expected {name}, got {files[0].Name}");
            }

            using var archive = files[0].Open();
            return Assemble(ChartArchive.Read(archive), warn, nesting);
        }
        catch (ChartException exception) when (!exception.Message.StartsWith("error unpacking subchart tar in", StringComparison.Ordinal))
        {
            throw new ChartException($"error unpacking subchart {name} in {_metadata!.Name}: {exception.Message}", exception.Hint, exception);
        }
    }

    private static T Reading<T>(ChartFile file, Func<string, T> read)
    {
        try
        {
            return read(file.Text);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"cannot load {file.Name}: {exception.Message}", exception.Hint, exception);
        }
    }
}
