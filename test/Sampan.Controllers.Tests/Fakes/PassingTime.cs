using Microsoft.Extensions.Time.Testing;

namespace Sampan.Controllers.Tests.Fakes;

/// <summary>Lets a clock run that otherwise stands, second by second, until something has happened.</summary>
internal static class PassingTime
{
    public static async Task<T> PassUntilAsync<T>(this FakeTimeProvider time, Task<T> happens)
    {
        while (!happens.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await happens;
    }
}
