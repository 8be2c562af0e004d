import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

test.use({ viewport: { width: 375, height: 740 }, hasTouch: true });

test("on a phone the three steps stand one at a time", async ({ page }) => {
  const playground = await new Playground(page).open();
  await expect(playground.template).toBeVisible();
  await expect(playground.body).toBeHidden();
  await playground.step("See");
  await expect(playground.body).toBeVisible();
  await expect(playground.template).toBeHidden();
  await playground.step("Ship");
  await expect(playground.key).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, "nothing may stand out to the side").toBeLessThanOrEqual(0);
});

test("at 320 px nothing stands out to the side", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const playground = await new Playground(page).open();
  for (const step of ["Write", "See", "Ship"] as const) {
    await playground.step(step);
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll("button, input, select, .bar, pre")]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".tabs, .cm-editor"))
        .map((element) => element.outerHTML.slice(0, 90)),
    );
    expect(wide, step).toEqual([]);
  }
});
