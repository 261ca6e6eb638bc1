namespace Sampan.Scheduling.Framework;

/// <summary>Arithmetic that several plugins share.</summary>
internal static class Scores
{
    public const long Maximum = 100;

    /// <summary>
    /// Scales scores to 0…100 by the greatest; reversed, the greatest becomes 0. With nothing above zero they stay as
    /// they are, or all become 100 when reversed.
    /// </summary>
    public static void ScaleByGreatest(Span<long> scores, bool reversed)
    {
        long greatest = 0;
        foreach (var score in scores)
        {
            greatest = Math.Max(greatest, score);
        }

        if (greatest == 0)
        {
            if (reversed)
            {
                scores.Fill(Maximum);
            }

            return;
        }

        for (var i = 0; i < scores.Length; i++)
        {
            var scaled = Maximum * scores[i] / greatest;
            scores[i] = reversed ? Maximum - scaled : scaled;
        }
    }
}
