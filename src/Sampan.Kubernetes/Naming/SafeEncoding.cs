namespace Sampan.Kubernetes.Naming;

/// <summary>Rewrites text with letters that spell no words: the alphabet of Kubernetes' generated names.</summary>
public static class SafeEncoding
{
    /// <summary>The alphabet: no vowels, nothing that reads like another character.</summary>
    public const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>Maps every character by its code point, modulo the alphabet's length (apimachinery's <c>SafeEncodeString</c>).</summary>
    public static string Encode(string text) =>
        string.Create(text.Length, text, static (encoded, source) =>
        {
            for (var i = 0; i < encoded.Length; i++)
            {
                encoded[i] = Alphabet[source[i] % Alphabet.Length];
            }
        });

    /// <summary>A number's decimal digits, encoded: how hashes appear in names.</summary>
    public static string Encode(uint number) => Encode(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
