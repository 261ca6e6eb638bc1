namespace Sampan.Charts.Downloads;

/// <summary>
/// Downloaded content by its digest, in a folder. What comes out is what its digest says: a file that was changed or cut
/// short is dropped and counts as missing.
/// </summary>
public sealed class ContentStore(string folder)
{
    /// <summary>The content with a SHA-256 digest (hexadecimal); null when it is not there.</summary>
    public byte[]? Find(string digest)
    {
        try
        {
            var content = File.ReadAllBytes(PathOf(digest));
            if (ContentDigest.Of(content) == digest)
            {
                return content;
            }

            File.Delete(PathOf(digest));
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps some content. A folder that cannot be written to keeps nothing: that costs time, not correctness.</summary>
    public void Keep(string digest, ReadOnlySpan<byte> content)
    {
        try
        {
            AtomicFile.Write(PathOf(digest), content);
        }
        catch (ChartException)
        {
            // The next run downloads again.
        }
    }

    private string PathOf(string digest) => Path.Combine(folder, "sha256", digest[..2], digest);
}
