using System.IO.Compression;
using Sampan.Charts;
using Sampan.Charts.Loading;

namespace Sampan.Fuzzing.Targets;

/// <summary>Packaged charts, changed as they are or within the compression.</summary>
internal sealed class ArchiveTarget(string corpus) : IFuzzTarget
{
    private const int MaximumSize = 16 << 10;
    private readonly IReadOnlyList<byte[]> _seeds = Seeds.Files(corpus, "charts/charts", "*.tgz", MaximumSize, File.ReadAllBytes);

    public string Name => "archives";

    public bool Run(Random random, Action<string> report)
    {
        var archive = random.Next(3) == 0
            ? Mutation.Of(random, _seeds.Any(random), _seeds.Any(random))
            : Compress(Mutation.Of(random, Decompress(_seeds.Any(random)), Decompress(_seeds.Any(random))));
        report(Convert.ToBase64String(archive));
        try
        {
            using var stream = new MemoryStream(archive, writable: false);
            ChartLoader.LoadArchive(stream);
            return true;
        }
        catch (ChartException)
        {
            return false;
        }
    }

    private static byte[] Decompress(byte[] archive)
    {
        using var unzipped = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        using var content = new MemoryStream();
        unzipped.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Compress(byte[] content)
    {
        using var archive = new MemoryStream();
        using (var zipped = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        {
            zipped.Write(content);
        }

        return archive.ToArray();
    }
}
