using Sampan.Charts.Downloads;
using Sampan.Charts.Provenance;

namespace Sampan.Charts.Repositories;

/// <summary>A package in memory, checked.</summary>
/// <param name="FileName">The name of its file.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Provenance">Its provenance file; null when none was asked for, or there is none.</param>
/// <param name="Verification">What its provenance says; null when it was not checked.</param>
/// <param name="Warning">What the user should know; null when there is nothing.</param>
public sealed record FetchedChart(string FileName, byte[] Content, byte[]? Provenance = null, Verification? Verification = null, string? Warning = null)
{
    /// <summary>Writes the package, and its provenance beside it, into a folder; gives the package's path. Throws <see cref="ChartException"/>.</summary>
    public string Save(string folder)
    {
        var path = Path.Combine(folder, FileName);
        AtomicFile.Write(path, Content);
        if (Provenance is not null)
        {
            AtomicFile.Write(path + ".prov", Provenance);
        }

        return path;
    }
}
